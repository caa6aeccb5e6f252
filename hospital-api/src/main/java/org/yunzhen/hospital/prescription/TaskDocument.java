package org.yunzhen.hospital.prescription;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.OffsetDateTime;
import java.util.List;
import org.yunzhen.hospital.store.Stamp;
import org.yunzhen.mappings.identifier.Extensions;
import org.yunzhen.mappings.identifier.Systems;

/** The Task that carries a prescription through its life. */
final class TaskDocument {
    private static final String REVOCATION_REQUESTED = "revocation-requested";

    private static final String PAYMENT = "payment";

    private TaskDocument() {}

    static ObjectNode of(
            Prescription row,
            RequestDocument.Head head,
            List<ObjectNode> requests,
            String provenance) {
        ObjectNode task = Fhir.resource("Task").put("id", row.id());
        task.putArray("extension")
                .addObject()
                .put("url", Extensions.VALID_UNTIL)
                .put("valueInstant", Stamp.instant(head.validUntil()));
        task.putArray("identifier").add(Fhir.identifier(Systems.PRESCRIPTION_NO, head.number()));
        task.set("groupIdentifier", Fhir.identifier(Systems.PRESCRIPTION_NO, head.number()));
        task.put("status", row.status().code());
        task.put("intent", "order");
        task.set("code", Fhir.concept(Systems.TASK_CODE, "prescription", "处方 Prescription"));
        task.set("focus", Fhir.reference("Bundle/" + row.bundle()));
        task.set("for", Fhir.reference("Patient/" + row.patient()));
        task.set("encounter", Fhir.reference("Encounter/" + row.encounter()));
        task.put("authoredOn", Stamp.instant(head.authored()));
        task.put("lastModified", Stamp.instant(head.authored()));
        task.set("requester", Fhir.reference(row.prescriber()));
        task.putArray("relevantHistory").add(Fhir.reference(provenance));
        task.putObject("restriction")
                .putObject("period")
                .put("end", Stamp.instant(head.validUntil()));
        ArrayNode inputs = task.putArray("input");
        for (ObjectNode request : requests) {
            ObjectNode input = inputs.addObject();
            input.putObject("type").put("text", "medication-request");
            input.set(
                    "valueReference",
                    Fhir.reference("MedicationRequest/" + request.path("id").textValue()));
        }
        return task;
    }

    /** Brings the Task in step with its row. */
    static void follow(ObjectNode task, Prescription row, List<Line> lines, OffsetDateTime at) {
        task.put("status", row.status().code());
        task.put("lastModified", Stamp.instant(at));
        List<String> owners = owners(row, lines);
        if (owners.size() == 1) {
            task.set("owner", Fhir.reference(owners.get(0)));
        } else {
            task.remove("owner");
        }
        task.path("input").forEach(input -> holder((ObjectNode) input, lines));
        if (row.revocation() == null) {
            task.remove("businessStatus");
        } else {
            task.set(
                    "businessStatus",
                    Fhir.concept(
                            Systems.TASK_STATE, REVOCATION_REQUESTED, row.revocation().reason()));
        }
    }

    /** Who has it; a Task has no more than one owner, so two pharmacies stand at their lines. */
    private static List<String> owners(Prescription row, List<Line> lines) {
        return switch (row.status()) {
            case REQUESTED, RECEIVED, READY -> List.of();
            case IN_PROGRESS -> Line.holders(lines.stream().filter(Line::isOpen).toList());
            case COMPLETED, REJECTED, CANCELLED, FAILED -> row.holders();
        };
    }

    private static void holder(ObjectNode input, List<Line> lines) {
        String named = input.path("valueReference").path("reference").asText("");
        input.remove("extension");
        lines.stream()
                .filter(line -> line.holder() != null)
                .filter(line -> named.equals("MedicationRequest/" + line.request()))
                .forEach(
                        line ->
                                input.putArray("extension")
                                        .addObject()
                                        .put("url", Extensions.HELD_BY)
                                        .set("valueReference", Fhir.reference(line.holder())));
    }

    /** Whether the medicine is paid for; a pharmacy asks money for what is not. */
    static void payment(ObjectNode task, String state) {
        ArrayNode inputs = task.withArray("input");
        for (JsonNode input : inputs) {
            if (PAYMENT.equals(input.path("type").path("text").asText())) {
                ((ObjectNode) input).put("valueCode", state);
                return;
            }
        }
        ObjectNode input = inputs.addObject();
        input.putObject("type").put("text", PAYMENT);
        input.put("valueCode", state);
    }

    /** Whether it says so already. */
    static boolean isPayment(JsonNode task, String state) {
        for (JsonNode input : task.path("input")) {
            if (PAYMENT.equals(input.path("type").path("text").asText())) {
                return state.equals(input.path("valueCode").asText());
            }
        }
        return false;
    }

    static void reason(ObjectNode task, String text) {
        task.putObject("statusReason").put("text", text);
    }

    static void note(ObjectNode task, String author, OffsetDateTime at, String text) {
        ObjectNode note = task.withArray("note").addObject();
        note.set("authorReference", Fhir.reference(author));
        note.put("time", Stamp.instant(at)).put("text", text);
    }
}
