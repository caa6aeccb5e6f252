package org.yunzhen.hospital.prescription;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.catalogue.Catalogue;
import org.yunzhen.hospital.catalogue.SampleCatalogue;
import org.yunzhen.hospital.prescription.Ward.Visit;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class PrescriptionRaceTest {
    private static final int ROUNDS = "full".equals(System.getProperty("proof")) ? 2500 : 20;

    @Inject Ward ward;

    @BeforeEach
    void prepare() {
        QuarkusMock.installMockForType(new SampleCatalogue(), Catalogue.class);
        ward.staff();
    }

    @Test
    void of_two_pharmacies_with_one_code_exactly_one_claims_it() {
        for (int round = 0; round < ROUNDS; round++) {
            Visit visit = ward.visit();
            String claim = Ward.claimOf(Ward.code(visit, ward.ready(visit)));

            List<CompletableFuture<Reply>> both =
                    List.of(
                            Http.as("pharmacy01").postLater("/fhir/Task/$claim", claim),
                            Http.as("pharmacy02").postLater("/fhir/Task/$claim", claim));

            assertThat(both.stream().map(CompletableFuture::join).map(Reply::status))
                    .containsExactlyInAnyOrder(200, 409);
        }
    }

    @Test
    void of_a_claim_and_a_revocation_at_once_never_both_have_their_way() {
        for (int round = 0; round < ROUNDS; round++) {
            Visit visit = ward.visit();
            String task = ward.ready(visit);
            String claim = Ward.claimOf(Ward.code(visit, task));

            CompletableFuture<Reply> claimed =
                    Http.as("pharmacy01").postLater("/fhir/Task/$claim", claim);
            CompletableFuture<Reply> revoked =
                    Http.as(Ward.DOCTOR)
                            .postLater(
                                    "/fhir/Task/" + task + "/$revoke",
                                    Ward.parametersOf(
                                            "{\"name\":\"reason\",\"valueString\":\"错\"}"));

            boolean held = claimed.join().status() == 200;
            String status = revoked.join().json().path("status").textValue();
            assertThat(status).isEqualTo(held ? "in-progress" : "cancelled");
        }
    }
}
