package org.yunzhen.hospital.prescription;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.yunzhen.hospital.prescription.Ward.Visit;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.Reply;

/** A prescription of two lines, two packages each, held by pharmacy01. */
record SplitPrescription(Visit visit, String task, String secret, List<String> lines) {
    Reply release(String... requests) {
        StringBuilder named = new StringBuilder();
        for (String request : requests) {
            named.append(
                    ",{\"name\":\"line\",\"valueReference\":{\"reference\":\"MedicationRequest/%s\"}}"
                            .formatted(request));
        }
        return Http.as("pharmacy01")
                .post(
                        "/fhir/Task/" + task + "/$release",
                        TaskCalls.parametersOf(
                                "{\"name\":\"secret\",\"valueString\":\"%s\"}%s"
                                        .formatted(secret, named)));
    }

    Reply dispense(String pharmacy, String key, int line, String packages) {
        String medicine = line == 0 ? "S-AMLO" : "S-1";
        return TaskCalls.dispense(pharmacy, task, key, medicine, packages, lines.get(line));
    }

    String code() {
        return TaskCalls.code(visit, task);
    }

    /** A new one, of the sample catalogue. */
    static SplitPrescription of(Ward ward) {
        return of(ward, ward.visit());
    }

    static SplitPrescription of(Ward ward, Visit visit) {
        Reply signed =
                ward.prescribe(
                        visit.prescription(
                                visit.request("S-AMLO", 7, 2) + "," + visit.request("S-1", 7, 2)));
        assertThat(signed.status()).as(signed.text()).isEqualTo(201);
        String task = signed.id();
        TaskCalls.review(Ward.PHARMACIST, task, "approve");
        String secret =
                TaskCalls.secret(TaskCalls.claim("pharmacy01", TaskCalls.code(visit, task)));
        List<String> lines =
                signed.json().path("input").findValuesAsText("reference").stream()
                        .map(reference -> reference.substring("MedicationRequest/".length()))
                        .toList();
        assertThat(lines).hasSize(2);
        return new SplitPrescription(visit, task, secret, lines);
    }
}
