package org.yunzhen.mappings.person;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yunzhen.mappings.json.FhirJson;

class PersonElementsTest {
    private static final Instant NOW = Instant.parse("2026-12-01T04:00:00Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "{'text':'王强'};王强",
                "{'use':'old','text':'王小强'},{'text':'王强'};王强",
                "{'use':'nickname','text':'强强'},{'use':'usual','text':'王强'};王强",
                "{'use':'usual','text':'阿强'},{'use':'official','family':'王','given':['强']};王强",
                "{'text':'王小强','period':{'end':'2020'}},{'text':'王强'};王强",
                "{'text':'王将来','period':{'start':'2027-01'}},{'text':'王强'};王强",
                "{'use':'official','text':'王强','period':{'start':'2020','end':'2026'}},{'text':'阿强'};王强",
                "{'use':'temp','text':'无名氏'},{'text':'王强'};王强",
                "{'use':'old','text':'王小强'};王小强",
                "{'family':'Curie','given':['Marie','Anne']};Marie Anne Curie",
            })
    void a_person_is_called_by_the_official_name_in_force(String names, String called) {
        JsonNode person = person("'name':[" + names + "]");
        assertThat(PersonElements.written(PersonElements.name(person, NOW))).isEqualTo(called);
    }

    @Test
    void who_has_no_name_is_called_nothing() {
        JsonNode person = person("'active':true");
        assertThat(PersonElements.written(PersonElements.name(person, NOW))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "{'system':'urn:a','value':'1'};1",
                "{'system':'urn:b','value':'0'},{'system':'urn:a','value':'1'};1",
                "{'use':'old','system':'urn:a','value':'0'},{'system':'urn:a','value':'1'};1",
                "{'system':'urn:a','value':'0','period':{'end':'2025-12-31'}},{'system':'urn:a','value':'1'};1",
                "{'system':'urn:a','value':'1','period':{'end':'2026-12-01'}};1",
            })
    void a_number_that_was_replaced_is_not_used(String identifiers, String number) {
        JsonNode person = person("'identifier':[" + identifiers + "]");
        assertThat(PersonElements.number(person, "urn:a", NOW)).contains(number);
    }

    @Test
    void a_number_that_is_none_any_more_is_none() {
        JsonNode person =
                person(
                        "'identifier':[{'use':'old','system':'urn:a','value':'0'},{'system':'urn:a'}]");
        assertThat(PersonElements.number(person, "urn:a", NOW)).isEmpty();
    }

    private static JsonNode person(String members) {
        String json = ("{'resourceType':'Patient'," + members + "}").replace('\'', '"');
        return FhirJson.parse(json.getBytes(StandardCharsets.UTF_8));
    }
}
