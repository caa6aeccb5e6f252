package org.yunzhen.hospital.prescription;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.catalogue.Catalogue;
import org.yunzhen.hospital.catalogue.SampleCatalogue;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;

/** A prescription of which pharmacies hold lines is wanted back. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class LineRevocationTest {
    @Inject Ward ward;

    @BeforeEach
    void prepare() {
        QuarkusMock.installMockForType(new SampleCatalogue(), Catalogue.class);
        ward.staff();
    }

    @Test
    void a_prescription_held_by_two_is_revoked_when_both_have_agreed() {
        SplitPrescription split = SplitPrescription.of(ward);
        split.release(split.lines().get(1));
        String other = TaskCalls.secret(TaskCalls.claim("pharmacy02", split.code()));
        revoke(split);

        assertThat(answer("pharmacy01", split.task(), split.secret(), "accept"))
                .isEqualTo("in-progress");
        assertThat(TaskCalls.claim("pharmacy01", split.code()).refusals())
                .containsExactly("revocation-pending");
        assertThat(answer("pharmacy02", split.task(), other, "accept")).isEqualTo("cancelled");
    }

    @Test
    void what_one_gives_back_stays_revoked_when_the_other_has_handed_over_already() {
        SplitPrescription split = SplitPrescription.of(ward);
        split.release(split.lines().get(1));
        String other = TaskCalls.secret(TaskCalls.claim("pharmacy02", split.code()));
        revoke(split);

        assertThat(answer("pharmacy01", split.task(), split.secret(), "already-dispensed"))
                .isEqualTo("in-progress");
        assertThat(split.dispense("pharmacy02", other, 1, "2").refusals())
                .containsExactly("revocation-pending");
        assertThat(revoke(split).refusals()).containsExactly("revocation-pending");
        assertThat(answer("pharmacy02", split.task(), other, "accept")).isEqualTo("in-progress");
        String code = split.code();
        assertThat(TaskCalls.claim("pharmacy02", code).refusals())
                .containsExactly("revocation-pending");

        Reply last = split.dispense("pharmacy01", split.secret(), 0, "2");

        assertThat(last.json().path("status").textValue()).isEqualTo("completed");
        assertThat(requests(split)).containsExactly("completed", "cancelled");
        assertThat(TaskCalls.claim("pharmacy02", code).refusals()).containsExactly("wrong-state");
    }

    @Test
    void who_says_it_is_handed_over_and_gives_it_back_instead_ends_it() {
        SplitPrescription split = SplitPrescription.of(ward);
        String code = split.code();
        revoke(split);
        answer("pharmacy01", split.task(), split.secret(), "already-dispensed");

        assertThat(split.release().json().path("status").textValue()).isEqualTo("cancelled");

        assertThat(requests(split)).containsExactly("cancelled", "cancelled");
        assertThat(TaskCalls.claim("pharmacy02", code).refusals())
                .containsExactly("prescription-revoked");
    }

    @Test
    void what_was_handed_over_before_it_was_revoked_stays_dispensed() {
        SplitPrescription split = SplitPrescription.of(ward);
        split.dispense("pharmacy01", split.secret(), 0, "2");
        split.dispense("pharmacy01", split.secret(), 1, "0.5");
        revoke(split);

        assertThat(answer("pharmacy01", split.task(), split.secret(), "accept"))
                .isEqualTo("completed");

        assertThat(requests(split)).containsExactly("completed", "stopped");
    }

    private static Reply revoke(SplitPrescription split) {
        return TaskCalls.call(Ward.DOCTOR, split.task(), "revoke", "reason", "String", "开错药");
    }

    private static List<String> requests(SplitPrescription split) {
        return split.lines().stream()
                .map(line -> Http.as(Ward.DOCTOR).get("/fhir/MedicationRequest/" + line))
                .map(request -> request.json().path("status").textValue())
                .toList();
    }

    private static String answer(String pharmacy, String task, String secret, String answer) {
        return TaskCalls.call(
                        pharmacy,
                        task,
                        "answer-revocation",
                        "secret",
                        "String",
                        secret,
                        "answer",
                        "Code",
                        answer)
                .json()
                .path("status")
                .textValue();
    }
}
