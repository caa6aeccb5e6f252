package org.yunzhen.hospital.terminology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yunzhen.hospital.terminology.Terms.out;
import static org.yunzhen.hospital.terminology.Terms.query;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.proof.Tables;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;

/** What a map says stands in rows: who asks it again and again never has its document parsed. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class TranslateFromRowsTest {
    private static final String IN_MAP =
            "map IN (SELECT number FROM concept_map WHERE id = 'rows-before')";

    private static final String OF_MAP = " WHERE tenant = 'home' AND id = '%s'";

    private final Http integration = Http.as("integration01");

    @Inject DataSource database;

    private void map(String id, String code) {
        String map =
                """
                {'resourceType':'ConceptMap','id':'%s','url':'u:map:%s','status':'active','group':[
                 {'source':'u:from','sourceVersion':'2','target':'u:to','targetVersion':'3','element':[
                  {'code':'1','target':[{'code':'%s','equivalence':'equal',
                    'dependsOn':[{'property':'u:side','system':'u:sides','value':'L'}],
                    'product':[{'property':'u:method','system':'u:methods','value':'m'}]}]}],
                  'unmapped':{'mode':'fixed','code':'%s-other','display':'Other'}}]}"""
                        .formatted(id, id, code, code);
        Reply reply = integration.put("/fhir/ConceptMap/" + id, map.replace('\'', '"'));
        assertThat(reply.status()).as(reply.text()).isIn(200, 201);
    }

    private List<String> answers(String id) {
        return List.of(dependent(id), unmapped(id), back(id));
    }

    private String dependent(String id) {
        String body =
                """
                {'resourceType':'Parameters','parameter':[
                 {'name':'coding','valueCoding':{'system':'u:from','version':'2','code':'1'}},
                 {'name':'dependency','part':[{'name':'element','valueUri':'u:side'},{'name':'concept',
                  'valueCodeableConcept':{'coding':[{'system':'u:sides','code':'L'}]}}]}]}""";
        return matched(
                integration.post(
                        "/fhir/ConceptMap/" + id + "/$translate", body.replace('\'', '"')));
    }

    private String unmapped(String id) {
        return matched(
                integration.get("/fhir/ConceptMap/" + id + "/$translate" + query("code", "7")));
    }

    private String back(String id) {
        String asked = query("code", "one", "reverse", "true", "version", "3");
        return matched(integration.get("/fhir/ConceptMap/" + id + "/$translate" + asked));
    }

    private static String matched(Reply reply) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(out(reply, "result").asBoolean()).as(reply.text()).isTrue();
        return reply.text();
    }

    private String cell(String sql) {
        return new Tables(database).rows(sql).get(0).get(0);
    }

    private void run(String sql) throws SQLException {
        new Tables(database).run(sql);
    }

    @Test
    void a_map_that_was_asked_once_answers_without_its_document() throws SQLException {
        map("rows-whole", "one");
        List<String> answers = answers("rows-whole");
        assertThat(answers.get(0)).contains("u:method").contains("u:map:rows-whole");
        assertThat(answers.get(1)).contains("one-other");
        String of = OF_MAP.formatted("rows-whole") + " AND type = 'ConceptMap'";
        String body = cell("SELECT encode(body, 'hex') FROM resource" + of);
        run("UPDATE resource SET body = 'no document'" + of);
        try {
            assertThat(answers("rows-whole")).isEqualTo(answers);
        } finally {
            run("UPDATE resource SET body = decode('" + body + "', 'hex')" + of);
        }
        map("rows-whole", "two");
        assertThat(dependent("rows-whole")).contains("\"two\"").doesNotContain("\"one\"");
        assertThat(unmapped("rows-whole")).contains("\"two-other\"");
    }

    @Test
    void rows_that_a_release_before_took_are_taken_anew_with_the_next_question()
            throws SQLException {
        map("rows-before", "one");
        List<String> answers = answers("rows-before");
        asBefore();
        run("UPDATE concept_map SET whole = NULL, url = NULL" + OF_MAP.formatted("rows-before"));
        assertThat(answers("rows-before")).isEqualTo(answers);

        asBefore();
        // a node of the release before that takes the rows does not know the other columns
        run(
                """
                WITH other AS (UPDATE concept_map SET number = DEFAULT WHERE id = 'rows-before'
                                RETURNING number)
                UPDATE concept_mapping SET map = other.number FROM other
                 WHERE map = (SELECT number FROM concept_map WHERE id = 'rows-before')""");
        assertThat(answers("rows-before")).isEqualTo(answers);
        assertThat(cell("SELECT count(*) FROM concept_mapping WHERE " + IN_MAP)).isEqualTo("2");
    }

    private void asBefore() throws SQLException {
        run("DELETE FROM concept_mapping WHERE source_code IS NULL AND " + IN_MAP);
        run(
                "UPDATE concept_mapping SET depends_on = NULL, product = NULL,"
                        + " source_version = NULL, target_version = NULL WHERE "
                        + IN_MAP);
    }
}
