package org.yunzhen.hospital.prescription;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;
import org.yunzhen.mappings.definition.Definitions;
import org.yunzhen.mappings.validate.StructureValidator;

/** A pharmacy that has not all of it gives single lines back; another claims what is left. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class LineReleaseTest {
    private static final int ROUNDS = 10;

    @Inject Ward ward;

    @BeforeEach
    void prepare() {
        QuarkusMock.installMockForType(new SampleCatalogue(), Catalogue.class);
        ward.staff();
    }

    @Test
    void two_pharmacies_dispense_one_prescription_each_its_line() {
        SplitPrescription split = SplitPrescription.of(ward);
        String used = split.code();

        Reply released = split.release(split.lines().get(1));

        assertThat(released.status()).as(released.text()).isEqualTo(200);
        assertThat(released.json().path("status").textValue()).isEqualTo("in-progress");
        assertThat(released.json().path("owner").path("reference").textValue())
                .isEqualTo("Organization/pharmacy01");
        assertThat(TaskCalls.claim("pharmacy02", used).status()).isEqualTo(403);
        assertThat(split.dispense("pharmacy01", split.secret(), 1, "1").refusals())
                .containsExactly("line-not-held");

        Reply claimed = TaskCalls.claim("pharmacy02", split.code());
        String other = TaskCalls.secret(claimed);
        assertThat(other).isNotEqualTo(split.secret());
        assertThat(TaskCalls.secret(TaskCalls.claim("pharmacy02", split.code()))).isEqualTo(other);
        JsonNode task = TaskCalls.task(split.task());
        assertThat(new StructureValidator(Definitions.r4()).validate(task)).isEmpty();
        assertThat(task.has("owner")).isFalse();
        assertThat(task.path("input").findValuesAsText("reference"))
                .contains("Organization/pharmacy01", "Organization/pharmacy02");
        assertThat(split.dispense("pharmacy02", other, 0, "1").refusals())
                .containsExactly("line-not-held");
        assertThat(split.dispense("pharmacy02", split.secret(), 1, "1").refusals())
                .containsExactly("lock-secret-wrong");

        assertThat(split.dispense("pharmacy01", split.secret(), 0, "2").status()).isEqualTo(200);
        assertThat(TaskCalls.status(split.task())).isEqualTo("in-progress");
        Reply last = split.dispense("pharmacy02", other, 1, "2");
        assertThat(last.json().path("status").textValue()).isEqualTo("completed");
        for (String pharmacy : List.of("pharmacy01", "pharmacy02")) {
            assertThat(Http.as(pharmacy).get("/fhir/Task/" + split.task()).status()).isEqualTo(200);
        }
    }

    @Test
    void what_is_left_of_a_line_circulates_when_the_rest_was_dispensed() {
        SplitPrescription split = SplitPrescription.of(ward);
        split.dispense("pharmacy01", split.secret(), 1, "0.5");
        split.release(split.lines().get(1));
        split.dispense("pharmacy01", split.secret(), 0, "2");
        assertThat(TaskCalls.status(split.task())).isEqualTo("ready");

        String other = TaskCalls.secret(TaskCalls.claim("pharmacy02", split.code()));

        assertThat(split.dispense("pharmacy02", other, 1, "2").refusals())
                .containsExactly("quantity-exceeded");
        assertThat(split.dispense("pharmacy02", other, 1, "1.5").json().path("status").textValue())
                .isEqualTo("completed");
    }

    @Test
    void the_pharmacy_that_gave_a_line_back_may_claim_it_again_under_the_same_lock() {
        SplitPrescription split = SplitPrescription.of(ward);
        split.release(split.lines().get(0));

        assertThat(TaskCalls.secret(TaskCalls.claim("pharmacy01", split.code())))
                .isEqualTo(split.secret());

        assertThat(split.dispense("pharmacy01", split.secret(), 0, "2").status()).isEqualTo(200);
    }

    @Test
    void a_release_without_lines_gives_back_all_that_is_left() {
        SplitPrescription split = SplitPrescription.of(ward);
        split.dispense("pharmacy01", split.secret(), 0, "2");

        Reply released = split.release();

        assertThat(released.json().path("status").textValue()).isEqualTo("ready");
        assertThat(split.release().refusals()).containsExactly("wrong-state");
        String other = TaskCalls.secret(TaskCalls.claim("pharmacy02", split.code()));
        assertThat(split.release().refusals()).containsExactly("line-closed");
        assertThat(split.dispense("pharmacy02", other, 1, "2").json().path("status").textValue())
                .isEqualTo("completed");
    }

    @Test
    void lines_that_cannot_be_given_back_are_refused_and_nothing_is_changed() {
        SplitPrescription split = SplitPrescription.of(ward);
        split.dispense("pharmacy01", split.secret(), 0, "2");

        assertThat(split.release("none").refusals()).containsExactly("line-unknown");
        assertThat(split.release(split.lines().get(0)).refusals()).containsExactly("line-closed");
        assertThat(split.release(split.lines().get(1), split.lines().get(0)).refusals())
                .containsExactly("line-closed");
        assertThat(
                        TaskCalls.call(
                                        "pharmacy01",
                                        split.task(),
                                        "release",
                                        "secret",
                                        "String",
                                        split.secret(),
                                        "line",
                                        "String",
                                        split.lines().get(1))
                                .status())
                .isEqualTo(400);
        assertThat(TaskCalls.status(split.task())).isEqualTo("in-progress");
        assertThat(split.dispense("pharmacy01", split.secret(), 1, "2").status()).isEqualTo(200);
    }

    @Test
    void of_two_pharmacies_at_once_exactly_one_claims_the_line_that_came_free() {
        for (int round = 0; round < ROUNDS; round++) {
            SplitPrescription split = SplitPrescription.of(ward);
            split.release(split.lines().get(1));
            String claim = TaskCalls.claimOf(split.code());

            List<CompletableFuture<Reply>> both =
                    List.of(
                            Http.as("pharmacy02").postLater("/fhir/Task/$claim", claim),
                            Http.as("pharmacy01").postLater("/fhir/Task/$claim", claim));
            List<Reply> answers = both.stream().map(CompletableFuture::join).toList();

            List<String> free =
                    List.of(
                            outcome(split, "pharmacy01", answers.get(1)),
                            outcome(split, "pharmacy02", answers.get(0)));
            assertThat(free).containsOnlyOnce("dispensed");
            assertThat(TaskCalls.status(split.task())).isEqualTo("in-progress");
        }
    }

    /** Whether a pharmacy, whatever it was answered, can dispense the line. */
    private static String outcome(SplitPrescription split, String pharmacy, Reply claimed) {
        if (claimed.status() != 200) {
            return claimed.refusals().get(0);
        }
        Reply dispensed = split.dispense(pharmacy, TaskCalls.secret(claimed), 1, "2");
        return dispensed.status() == 200 ? "dispensed" : dispensed.refusals().get(0);
    }
}
