package org.yunzhen.hospital.fhir.expunge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.store.Transactions;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;

/** Deletion by law: what delete and a marked error leave, and what two persons may erase. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ExpungeTest {
    private static final AtomicInteger NUMBERS = new AtomicInteger();
    private static final String SECRET = "只有他自己知道";

    @Inject Transactions transactions;

    private final Http integration = Http.as("integration01");
    private final Http operator = Http.as("operator01");
    private final Http compliance = Http.as("compliance01");
    private final String id = "expunge-" + NUMBERS.incrementAndGet();
    private final String path = "/fhir/Observation/" + id;

    @Test
    void two_persons_erase_every_version_and_the_history_says_that_by_whom_and_why() {
        write("final");
        write("entered-in-error");
        String request = ask();

        Reply done = compliance.post(path + "/$expunge", confirm(request));

        assertThat(done.status()).as(done.text()).isEqualTo(200);
        assertThat(value(done, "status")).isEqualTo("expunged");
        assertThat(value(done, "versions")).isEqualTo("2");
        assertThat(integration.get(path).status()).isEqualTo(410);
        assertThat(integration.get(path + "/_history/1").status()).isEqualTo(404);
        assertThat(integration.get(path + "/_history/2").status()).isEqualTo(404);
        assertThat(integration.get("/fhir/Observation?code=" + id).text()).doesNotContain(SECRET);
        JsonNode history = integration.get(path + "/_history").json();
        assertThat(history.path("entry").size()).isEqualTo(1);
        JsonNode issue =
                history.path("entry")
                        .path(0)
                        .path("response")
                        .path("outcome")
                        .path("issue")
                        .path(0);
        assertThat(issue.path("details").path("text").asText()).isEqualTo("误传他人资料");
        assertThat(issue.path("diagnostics").asText())
                .contains("asked by ")
                .contains("confirmed by ");
        assertThat(bodiesThatTell()).isZero();
        assertThat(
                        run(
                                "SELECT 1 FROM search_date WHERE id = $1 UNION ALL"
                                        + " SELECT 1 FROM search_text WHERE id = $1",
                                id))
                .isEmpty();
        assertThat(
                        run(
                                "SELECT 1 FROM trail WHERE action = '$expunge' AND resource_id = $1"
                                        + " AND patients = '{expunge-p}'",
                                id))
                .hasSize(2);
        assertThat(integration.put(path, document("final")).status()).isEqualTo(422);
    }

    @Test
    void the_one_who_asked_cannot_confirm() {
        write("entered-in-error");
        String request = ask();

        Reply same = operator.post(path + "/$expunge", confirm(request));

        assertThat(same.refusals()).containsExactly("second-person-needed");
        assertThat(integration.get(path).status()).isEqualTo(200);
        assertThat(integration.get(path).text()).contains(SECRET);
    }

    @Test
    void only_an_operator_asks_and_nobody_else_has_a_part_in_it() {
        write("entered-in-error");
        assertThat(compliance.post(path + "/$expunge", reason()).status()).isEqualTo(403);
        for (String other : List.of("integration01", "doctor01", "patient011", "regulator01")) {
            assertThat(Http.as(other).post(path + "/$expunge", reason()).status()).isEqualTo(403);
        }
        assertThat(Http.anonymous().post(path + "/$expunge", reason()).status()).isEqualTo(401);
        assertThat(operator.get(path + "/$expunge").status()).isEqualTo(405);
    }

    @Test
    void what_is_in_use_or_has_changed_since_it_was_asked_for_stays() {
        write("final");
        assertThat(operator.post(path + "/$expunge", reason()).refusals())
                .containsExactly("not-expungeable");
        write("entered-in-error");
        String request = ask();
        write("final");
        assertThat(compliance.post(path + "/$expunge", confirm(request)).refusals())
                .containsExactly("not-expungeable");
        write("entered-in-error");
        assertThat(compliance.post(path + "/$expunge", confirm(request)).refusals())
                .containsExactly("not-expungeable");
        assertThat(integration.get(path + "/_history/1").text()).contains(SECRET);
    }

    @Test
    void delete_erases_nothing_and_a_marked_error_stays_readable() {
        write("entered-in-error");
        assertThat(Http.as("integration01").get("/fhir/Observation?_id=" + id).text())
                .contains(SECRET);
        integration.delete(path);
        assertThat(integration.get(path).status()).isEqualTo(410);
        assertThat(integration.get(path + "/_history/1").text()).contains(SECRET);

        String request = ask();
        assertThat(compliance.post(path + "/$expunge", confirm(request)).status()).isEqualTo(200);
        assertThat(bodiesThatTell()).isZero();
    }

    @Test
    void of_two_who_confirm_at_once_one_does_and_a_request_counts_once() {
        write("entered-in-error");
        String request = ask();
        assertThat(ask()).as("asked again").isEqualTo(request);

        List<CompletableFuture<Reply>> both =
                List.of(
                        compliance.postLater(path + "/$expunge", confirm(request)),
                        compliance.postLater(path + "/$expunge", confirm(request)));

        assertThat(both.stream().map(CompletableFuture::join).map(Reply::status))
                .containsExactlyInAnyOrder(200, 409);
    }

    @Test
    void what_cannot_be_read_is_refused() {
        write("entered-in-error");
        assertThat(operator.post(path + "/$expunge", parameters("")).status()).isEqualTo(400);
        assertThat(compliance.post(path + "/$expunge", confirm("nothing")).status()).isEqualTo(404);
        assertThat(operator.post("/fhir/Observation/none/$expunge", reason()).status())
                .isEqualTo(404);
        String both = reason().replace("]}", ",{\"name\":\"confirm\",\"valueString\":\"x\"}]}");
        assertThat(operator.post(path + "/$expunge", both).status()).isEqualTo(400);
    }

    @Test
    void kept_answers_forget_what_was_erased_and_a_repeat_writes_nothing_anew() {
        String other = "expunge-" + NUMBERS.incrementAndGet();
        Http created = integration.with("Idempotency-Key", "put-" + id);
        Http whole =
                integration
                        .with("Idempotency-Key", "whole-" + id)
                        .with("Prefer", "return=representation");
        integration.put(
                "/fhir/Patient/expunge-p", "{\"resourceType\":\"Patient\",\"id\":\"expunge-p\"}");
        assertThat(created.put(path, document("final")).status()).isEqualTo(201);
        String bundle = transaction(document("entered-in-error"));
        assertThat(whole.post("/fhir", bundle).text()).contains(SECRET);
        Http untouched = integration.with("Idempotency-Key", "other-" + id);
        String others = transaction(document("final")).replace(id, other);
        String kept = untouched.post("/fhir", others).text();

        assertThat(compliance.post(path + "/$expunge", confirm(ask())).status()).isEqualTo(200);

        for (Reply repeat :
                List.of(created.put(path, document("final")), whole.post("/fhir", bundle))) {
            assertThat(repeat.status()).as(repeat.text()).isEqualTo(410);
            assertThat(repeat.text()).contains("OperationOutcome").doesNotContain(SECRET);
        }
        assertThat(integration.get(path).status()).isEqualTo(410);
        assertThat(untouched.post("/fhir", others).text()).isEqualTo(kept);
        assertThat(
                        run(
                                "SELECT 1 FROM idempotency WHERE position($1 IN body) > 0",
                                Buffer.buffer(SECRET + id)))
                .isEmpty();
    }

    private String transaction(String resource) {
        return """
        {"resourceType":"Bundle","type":"transaction","entry":[{"resource":%s,
         "request":{"method":"PUT","url":"Observation/%s"}}]}"""
                .formatted(resource, id);
    }

    private String ask() {
        Reply asked = operator.post(path + "/$expunge", reason());
        assertThat(asked.status()).as(asked.text()).isEqualTo(200);
        assertThat(value(asked, "status")).isEqualTo("asked");
        return value(asked, "request");
    }

    private long bodiesThatTell() {
        return run(
                        "SELECT count(*) FROM (SELECT body FROM resource UNION ALL SELECT body FROM"
                                + " resource_history) b WHERE position($1 IN"
                                + " convert_from(body, 'UTF8')) > 0",
                        SECRET + id)
                .iterator()
                .next()
                .getLong(0);
    }

    private static String reason() {
        return parameters("{\"name\":\"reason\",\"valueString\":\"误传他人资料\"}");
    }

    private static String confirm(String request) {
        return parameters("{\"name\":\"confirm\",\"valueString\":\"%s\"}".formatted(request));
    }

    private static String parameters(String one) {
        return one.isEmpty()
                ? "{\"resourceType\":\"Parameters\"}"
                : "{\"resourceType\":\"Parameters\",\"parameter\":[" + one + "]}";
    }

    private static String value(Reply reply, String name) {
        for (JsonNode parameter : reply.json().path("parameter")) {
            if (parameter.path("name").asText().equals(name)) {
                return parameter
                        .path("valueString")
                        .asText(
                                parameter
                                        .path("valueCode")
                                        .asText(parameter.path("valueInteger").asText()));
            }
        }
        return null;
    }

    private void write(String status) {
        integration.put(
                "/fhir/Patient/expunge-p", "{\"resourceType\":\"Patient\",\"id\":\"expunge-p\"}");
        Reply reply = integration.put(path, document(status));
        assertThat(reply.status()).as(reply.text()).isIn(200, 201);
    }

    private String document(String status) {
        return """
        {"resourceType":"Observation","id":"%s","status":"%s","effectiveDateTime":"2026-11-20",
         "subject":{"reference":"Patient/expunge-p"},"code":{"coding":[{"code":"%s"}]},
         "valueString":"%s"}"""
                .formatted(id, status, id, SECRET + id);
    }

    private RowSet<Row> run(String sql, Object... values) {
        return transactions.run("home", tx -> tx.run(sql, values)).await().indefinitely();
    }
}
