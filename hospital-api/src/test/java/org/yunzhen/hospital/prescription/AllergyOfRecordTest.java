package org.yunzhen.hospital.prescription;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yunzhen.hospital.catalogue.SampleCatalogue;
import org.yunzhen.mappings.rule.Rule;

/**
 * Records come from other hospitals, each of which names an allergy in its own way; {@link
 * Rule#R27}. M0279 is amoxicillin, a penicillin.
 */
class AllergyOfRecordTest {
    private static final String MEDICINE = "https://yunzhen.example/fhir/sid/medicine-code";
    private static final String NHSA = "https://yunzhen.example/fhir/sid/nhsa-drug-code";
    private static final String ATC = "http://www.whocc.no/atc";
    private static final String GROUP = "https://yunzhen.example/fhir/CodeSystem/allergy";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'code':{'coding':[{'system':'" + GROUP + "','code':'penicillin'}]}",
                "'code':{'coding':[{'system':'" + MEDICINE + "','code':'M0279'}]}",
                "'code':{'coding':[{'system':'" + MEDICINE + "','code':'S-AMOX'}]}",
                "'code':{'coding':[{'system':'" + NHSA + "','code':'XJ01CAA764A009017990279'}]}",
                "'code':{'coding':[{'system':'" + ATC + "','code':'J01CA04'}]}",
                "'code':{'coding':[{'system':'" + ATC + "','code':'J01C'}]}",
                "'code':{'coding':[{'system':'urn:x','code':'77','display':'Amoxicillin'}]}",
                "'code':{'text':'阿莫西林'}",
                "'code':{'text':'青霉素'}",
                "'code':{'text':'对青霉素类药物过敏，曾休克'}",
                "'code':{'text':'Allergy to penicillins'}",
                "'code':{'text':'抗生素'},'reaction':[{'substance':{'text':'青霉素'}}]",
                "'code':{'text':'x'},'reaction':[{'substance':{'coding':[{'system':'"
                        + MEDICINE
                        + "','code':'M0279'}]}}]",
            })
    void a_drug_is_not_prescribed_however_the_record_names_the_allergy(String allergy) {
        assertThat(findings(allergy)).containsExactly("allergy R27");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'code':{'coding':[{'system':'" + MEDICINE + "','code':'S-STAT'}]}",
                "'code':{'coding':[{'system':'" + ATC + "','code':'J01D'}]}",
                "'code':{'coding':[{'system':'" + ATC + "','code':'J'}]}",
                "'code':{'coding':[{'system':'http://hl7.org/fhir/sid/icd-10','code':'J01'}]}",
                "'code':{'text':'碳青霉烯'}",
                "'code':{'text':'花粉'}",
                "'code':{'text':'非'}",
                "'code':{}",
            })
    void another_allergy_forbids_nothing(String allergy) {
        assertThat(findings(allergy)).isEmpty();
    }

    private static List<String> findings(String allergy) {
        ObjectNode document =
                Ward.json(
                        ("{'resourceType':'AllergyIntolerance'," + allergy + "}")
                                .replace('\'', '"'));
        Set<String> keys =
                new FactsReader(new SampleCatalogue(), Ward.HOME, List.of(document))
                        .facts(
                                Ward.json("{\"birthDate\":\"1978-04-16\"}"),
                                Set.of(),
                                true,
                                OffsetDateTime.parse("2026-12-01T08:00:00+08:00"))
                        .allergies();
        return SampleDraft.of("M0279").allergic(keys).findings();
    }
}
