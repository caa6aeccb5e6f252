package org.yunzhen.hospital.appointment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.OffsetDateTime;
import org.yunzhen.hospital.access.ConsentNeeds;
import org.yunzhen.hospital.store.Stamp;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.mappings.code.Language;
import org.yunzhen.mappings.identifier.Extensions;
import org.yunzhen.mappings.identifier.Systems;
import org.yunzhen.mappings.json.FhirJson;
import org.yunzhen.mappings.money.FhirMoney;

/** An Appointment as this workflow writes it; each method changes this tree in place. */
final class AppointmentDocument {
    private static final String PATIENT = "Patient/";
    private static final String SLOT = "Slot/";

    private final ObjectNode tree;

    private AppointmentDocument(ObjectNode tree) {
        this.tree = tree;
    }

    /** A new one for a wish, without slot, number or status yet. */
    static AppointmentDocument of(BookingWish wish, String id, OffsetDateTime created) {
        ObjectNode tree = FhirJson.object().put("resourceType", "Appointment").put("id", id);
        AppointmentDocument made = new AppointmentDocument(tree);
        ExtensionList.set(
                tree, Extensions.QUEUE_CHANNEL, "valueCode", TextNode.valueOf(wish.channel()));
        if (wish.reason() != null) {
            tree.putArray("reasonCode").addObject().put("text", wish.reason());
        }
        if (wish.coverage() != null) {
            tree.putArray("supportingInformation")
                    .addObject()
                    .put("reference", "Coverage/" + wish.coverage());
        }
        tree.put("created", Stamp.instant(created));
        made.participant(PATIENT + wish.patient());
        return made;
    }

    /** The tree of one that is stored, to be changed. */
    static AppointmentDocument of(Stored stored) {
        return new AppointmentDocument(stored.document());
    }

    ObjectNode tree() {
        return tree;
    }

    String id() {
        return tree.path("id").textValue();
    }

    AppointmentStatus status() {
        return AppointmentStatus.of(tree.path("status").textValue());
    }

    /** Id of its slot. */
    String slot() {
        return tree.path("slot").path(0).path("reference").textValue().substring(SLOT.length());
    }

    /** Id of its patient. */
    String patient() {
        for (JsonNode participant : tree.path("participant")) {
            String actor = participant.path("actor").path("reference").asText();
            if (actor.startsWith(PATIENT)) {
                return actor.substring(PATIENT.length());
            }
        }
        throw new IllegalStateException("an appointment without a patient");
    }

    /** Tells the patient what to sign; for an answer, it is not stored. */
    AppointmentDocument needing(ConsentNeeds.Need need, Language language) {
        ExtensionList.set(
                tree, Extensions.CONSENT_NEEDED, "valueUri", TextNode.valueOf(need.uri()));
        tree.put("patientInstruction", need.finding().text(language));
        return this;
    }

    String channel() {
        return ExtensionList.find(tree, Extensions.QUEUE_CHANNEL)
                .map(extension -> extension.path("valueCode").textValue())
                .orElseThrow();
    }

    /** Its number, or 0 while it has none. */
    int number() {
        return ExtensionList.find(tree, Extensions.TICKET_NUMBER)
                .map(extension -> extension.path("valuePositiveInt").intValue())
                .orElse(0);
    }

    /** Whether it was cancelled for this reason. */
    boolean cancelledFor(CancelReason reason) {
        String code =
                tree.path("cancelationReason").path("coding").path(0).path("code").textValue();
        return status() == AppointmentStatus.CANCELLED && reason.code().equals(code);
    }

    AppointmentDocument status(AppointmentStatus status) {
        tree.put("status", status.code());
        tree.remove("cancelationReason");
        return this;
    }

    /** Places it in a slot: time, fee and who gives the visit. */
    AppointmentDocument in(SlotFacts slot) {
        String patient = patient();
        tree.put("start", Stamp.instant(slot.start())).put("end", Stamp.instant(slot.end()));
        tree.putArray("slot").addObject().put("reference", SLOT + slot.id());
        tree.remove("participant");
        participant(PATIENT + patient);
        if (slot.practitioner() != null) {
            participant("Practitioner/" + slot.practitioner());
        }
        participant("HealthcareService/" + slot.department());
        ExtensionList.set(tree, Extensions.FEE, "valueMoney", FhirMoney.of(slot.fee()));
        ExtensionList.set(
                tree, Extensions.VISIT_KIND, "valueCode", TextNode.valueOf(slot.visitKind()));
        ExtensionList.remove(tree, Extensions.PRICE_ITEM);
        if (slot.item() != null) {
            ObjectNode coding = FhirJson.object().put("system", Systems.PRICE_ITEM_CODE);
            ExtensionList.set(
                    tree, Extensions.PRICE_ITEM, "valueCoding", coding.put("code", slot.item()));
        }
        return this;
    }

    /** Gives it a number of its slot, held until an instant or for good (null). */
    AppointmentDocument numbered(int number, OffsetDateTime holdExpires) {
        ExtensionList.remove(tree, Extensions.QUEUE_POSITION);
        ExtensionList.set(
                tree, Extensions.TICKET_NUMBER, "valuePositiveInt", IntNode.valueOf(number));
        tree.putArray("identifier")
                .addObject()
                .put("system", Systems.TICKET)
                .put("value", slot() + "-" + number);
        if (holdExpires == null) {
            return unheld();
        }
        ExtensionList.set(
                tree,
                Extensions.HOLD_EXPIRES,
                "valueInstant",
                TextNode.valueOf(Stamp.instant(holdExpires)));
        return this;
    }

    /** Its number is held no more but given. */
    AppointmentDocument unheld() {
        ExtensionList.remove(tree, Extensions.HOLD_EXPIRES);
        return this;
    }

    /** Its place on the waiting list when it joined. */
    AppointmentDocument waiting(long place) {
        ExtensionList.set(
                tree,
                Extensions.QUEUE_POSITION,
                "valuePositiveInt",
                IntNode.valueOf(Math.toIntExact(place)));
        return this;
    }

    /** Why it is cancelled, in the words of who cancels, or in ours. */
    AppointmentDocument because(CancelReason reason, String words) {
        ObjectNode concept = reason.concept(Language.ZH);
        if (words != null) {
            concept.put("text", words);
        }
        tree.set("cancelationReason", concept);
        return this;
    }

    private void participant(String actor) {
        ObjectNode participant = tree.withArray("participant").addObject();
        participant.putObject("actor").put("reference", actor);
        participant.put("status", "accepted");
    }
}
