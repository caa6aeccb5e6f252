package org.yunzhen.hospital.prescription;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.catalogue.Catalogue;
import org.yunzhen.hospital.catalogue.SampleCatalogue;
import org.yunzhen.hospital.prescription.Circulating.Ready;
import org.yunzhen.hospital.proof.Tables;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Races;
import org.yunzhen.hospital.testing.Reply;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class PrescriptionRaceTest {
    private static final String REASON =
            TaskCalls.parametersOf("{\"name\":\"reason\",\"valueString\":\"错\"}");

    @Inject Ward ward;
    @Inject Circulating circulating;
    @Inject DataSource database;

    @BeforeEach
    void prepare() {
        QuarkusMock.installMockForType(new SampleCatalogue(), Catalogue.class);
        ward.staff();
    }

    @Test
    void of_two_pharmacies_with_one_code_exactly_one_claims_it_and_the_other_is_told() {
        Races.run(
                "two pharmacies claim one code",
                circulating::prescriptions,
                ready -> List.of(claim("pharmacy01", ready), claim("pharmacy02", ready)),
                (ready, replies) -> {
                    assertThat(replies)
                            .extracting(Reply::status)
                            .containsExactlyInAnyOrder(200, 409);
                    int winner = replies.get(0).status() == 200 ? 0 : 1;
                    assertThat(replies.get(1 - winner).refusals())
                            .containsExactly("claimed-by-another");
                    assertThat(state(ready)).containsExactly("in-progress", null, "2");
                    assertThat(holders(ready))
                            .containsExactly("Organization/pharmacy0" + (winner + 1));
                });
    }

    @Test
    void of_a_claim_and_a_revocation_at_once_one_comes_first_and_the_other_is_told() {
        Races.run(
                "claim against revoke",
                circulating::prescriptions,
                ready -> List.of(claim("pharmacy01", ready), revoke(ready)),
                (ready, replies) -> {
                    Reply claimed = replies.get(0);
                    Reply revoked = replies.get(1);
                    assertThat(revoked.status()).as(revoked.text()).isEqualTo(200);
                    String status = revoked.json().path("status").textValue();
                    if (claimed.status() == 200) {
                        assertThat(status).isEqualTo("in-progress");
                        assertThat(revoked.text()).contains("revocation-requested");
                        assertThat(state(ready)).containsExactly("in-progress", "错", "3");
                        assertThat(holders(ready)).containsExactly("Organization/pharmacy01");
                    } else {
                        assertThat(claimed.refusals()).containsExactly("prescription-revoked");
                        assertThat(status).isEqualTo("cancelled");
                        assertThat(state(ready)).containsExactly("cancelled", null, "2");
                        assertThat(holders(ready)).isEmpty();
                    }
                });
    }

    private static CompletableFuture<Reply> claim(String pharmacy, Ready ready) {
        return Http.as(pharmacy).postLater("/fhir/Task/$claim", TaskCalls.claimOf(ready.code()));
    }

    private static CompletableFuture<Reply> revoke(Ready ready) {
        return Http.as(Ward.DOCTOR).postLater("/fhir/Task/" + ready.task() + "/$revoke", REASON);
    }

    /** Status, why it is wanted back, and the version of its Task: one more for each move. */
    private List<String> state(Ready ready) {
        return new Tables(database)
                .rows(
                        """
                        SELECT p.status, p.revocation, r.version
                          FROM prescription p
                          JOIN resource r ON r.tenant = p.tenant AND r.type = 'Task' AND r.id = p.id
                         WHERE p.id = '%s'"""
                                .formatted(ready.task()))
                .get(0);
    }

    /** Pharmacies that are parties of the Task. */
    private List<String> holders(Ready ready) {
        return new Tables(database)
                        .rows(
                                """
                        SELECT party FROM resource, unnest(parties) AS party
                         WHERE type = 'Task' AND id = '%s' AND party LIKE 'Organization/%%'"""
                                        .formatted(ready.task()))
                        .stream()
                        .map(row -> row.get(0))
                        .toList();
    }
}
