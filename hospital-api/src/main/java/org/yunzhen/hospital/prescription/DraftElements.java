package org.yunzhen.hospital.prescription;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a drafted MedicationRequest says beyond what a prescription here can say. An element that
 * turns the meaning round, or asks for what nobody will do, must not be left out in silence (R4
 * section 2.1.0.1, modifier elements).
 */
final class DraftElements {
    private static final Set<String> STATUSES = Set.of("draft", "active");
    private static final Set<String> INTENTS = Set.of("order", "original-order", "instance-order");

    private DraftElements() {}

    /** The first element that cannot be heeded, as a path below the MedicationRequest. */
    static Optional<String> unheeded(ObjectNode request) {
        JsonNode dispense = request.path("dispenseRequest");
        return Stream.of(
                        when(!STATUSES.contains(request.path("status").asText("draft")), "status"),
                        when(!INTENTS.contains(request.path("intent").asText("order")), "intent"),
                        when(request.path("doNotPerform").asBoolean(false), "doNotPerform"),
                        modifiers(request, ""),
                        modifiers(dispense, "dispenseRequest."),
                        dosages(request.path("dosageInstruction")),
                        when(
                                dispense.path("numberOfRepeatsAllowed").asInt(0) > 0,
                                "dispenseRequest.numberOfRepeatsAllowed"),
                        when(dispense.has("initialFill"), "dispenseRequest.initialFill"),
                        when(dispense.has("dispenseInterval"), "dispenseRequest.dispenseInterval"),
                        when(dispense.has("performer"), "dispenseRequest.performer"))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> dosages(JsonNode dosages) {
        for (JsonNode dosage : dosages) {
            Optional<String> found = modifiers(dosage, "dosageInstruction.");
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> modifiers(JsonNode element, String path) {
        return when(element.has("modifierExtension"), path + "modifierExtension");
    }

    private static Optional<String> when(boolean unheeded, String path) {
        return unheeded ? Optional.of(path) : Optional.empty();
    }
}
