package org.yunzhen.hospital.appointment;

import java.util.Optional;
import org.yunzhen.hospital.fhir.Call;
import org.yunzhen.hospital.fhir.Inputs;
import org.yunzhen.mappings.code.Coded;
import org.yunzhen.mappings.code.QuotaChannel;
import org.yunzhen.mappings.triage.Complaint;

/**
 * What is wished for when a number is booked or held.
 *
 * @param slot id of the slot
 * @param patient id of the patient
 * @param reason the patient's words, or null
 * @param channel code of {@link QuotaChannel}
 * @param waitlist whether to wait if all numbers are taken
 * @param coverage id of the Coverage to pay with, or null
 * @param onlyHold whether the number is to be held even if it costs nothing
 */
record BookingWish(
        String slot,
        String patient,
        String reason,
        String channel,
        boolean waitlist,
        String coverage,
        boolean onlyHold) {

    /** Reads the inputs of a call; refuses what has no valid form. */
    static BookingWish from(Call call, boolean onlyHold) {
        Inputs inputs = Inputs.of(call);
        return new BookingWish(
                call.id(),
                inputs.requiredReference("patient", "Patient"),
                reason(inputs).orElse(null),
                channel(inputs).code(),
                inputs.flag("waitlist"),
                inputs.reference("coverage", "Coverage").orElse(null),
                onlyHold);
    }

    private static QuotaChannel channel(Inputs inputs) {
        return inputs.text("channel")
                .map(
                        code ->
                                Coded.find(QuotaChannel.class, code)
                                        .orElseThrow(() -> Inputs.invalid("channel")))
                .orElse(QuotaChannel.PUBLIC);
    }

    private static Optional<String> reason(Inputs inputs) {
        Optional<String> reason = inputs.text("reason").filter(text -> !text.isBlank());
        reason.filter(text -> text.codePointCount(0, text.length()) > Complaint.MAX_TEXT)
                .ifPresent(
                        tooLong -> {
                            throw Inputs.invalid("reason");
                        });
        return reason;
    }
}
