package org.yunzhen.hospital.consultation;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.yunzhen.hospital.access.Role;
import org.yunzhen.hospital.fhir.Call;
import org.yunzhen.hospital.fhir.Inputs;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.rule.Rule;

/**
 * {@code Encounter/{id}/$confirm-follow-up}, {@link Rule#R01} and {@link Rule#R02}: the doctor
 * confirms, by a record of an earlier diagnosis, that this is a follow-up of the same disease.
 */
@Singleton
class ConfirmFollowUpOperation extends VisitOperation {
    private static final int CODE_CHARACTERS_MAX = 20;

    private final FollowUps followUps;

    ConfirmFollowUpOperation(FollowUps followUps) {
        super(
                "confirm-follow-up",
                Role.DOCTOR,
                "The doctor confirms an earlier diagnosis in person of the same disease; without"
                        + " it there is no prescription.",
                Parameter.required(
                        "evidence", "Reference", "DocumentReference, Condition or Encounter"),
                Parameter.required("diagnosis", "code", "ICD-10 code").or("Coding"));
        this.followUps = followUps;
    }

    @Override
    Uni<Stored> step(Call call, Tx tx) {
        Inputs inputs = Inputs.of(call);
        String evidence =
                inputs.value("evidence")
                        .map(value -> value.path("reference").asText(""))
                        .orElseThrow(() -> Inputs.missing("evidence"));
        String diagnosis =
                inputs.value("diagnosis")
                        .map(ConfirmFollowUpOperation::code)
                        .orElseThrow(() -> Inputs.missing("diagnosis"));
        if (diagnosis.isBlank() || diagnosis.length() > CODE_CHARACTERS_MAX) {
            throw Inputs.invalid("diagnosis");
        }
        return followUps.confirm(call, tx, Evidence.named(evidence), diagnosis);
    }

    private static String code(JsonNode value) {
        return value.isTextual() ? value.textValue() : value.path("code").asText("");
    }
}
