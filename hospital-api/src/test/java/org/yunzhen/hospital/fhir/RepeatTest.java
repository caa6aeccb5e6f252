package org.yunzhen.hospital.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.access.Caller;
import org.yunzhen.hospital.access.Role;
import org.yunzhen.hospital.store.Transactions;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;
import org.yunzhen.mappings.code.Language;
import org.yunzhen.mappings.json.FhirJson;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class RepeatTest {
    private static final String BASIC =
            "{\"resourceType\":\"Basic\",\"code\":{\"text\":\"repeat\"}}";

    @Inject Transactions transactions;
    @Inject CreateInteraction create;

    @Test
    void a_create_leaves_the_call_as_it_was_sent_for_the_transaction_may_be_tried_again() {
        Caller caller = new Caller("t", Role.INTEGRATION, "Device/t", Set.of("home"), Instant.MAX);
        Call call =
                new Call(
                        new Call.Site("home", "http://t/fhir", caller, Language.EN, "repeat-1"),
                        Call.Kind.CREATE,
                        "Basic",
                        null,
                        null,
                        null,
                        null,
                        List.of(),
                        Call.Conditions.NONE,
                        FhirJson.parse(BASIC.getBytes(StandardCharsets.UTF_8)),
                        new Trace());

        transactions.run("home", tx -> create.run(call, tx)).await().indefinitely();

        assertThat(call.body().toString()).isEqualTo(BASIC);
    }

    @Test
    void an_operation_whose_answer_is_a_secret_is_not_served_within_a_transaction() {
        Reply reply =
                Http.as("pharmacy01")
                        .with("Idempotency-Key", "claims-in-a-bundle")
                        .post(
                                "/fhir",
                                """
                                {"resourceType":"Bundle","type":"transaction","entry":[{
                                 "resource":{"resourceType":"Parameters","parameter":[
                                  {"name":"code","valueString":"12345678"}]},
                                 "request":{"method":"POST","url":"Task/$claim"}}]}""");
        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.refusals()).containsExactly("not-supported");
    }
}
