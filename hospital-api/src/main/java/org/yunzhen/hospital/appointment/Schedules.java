package org.yunzhen.hospital.appointment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.yunzhen.hospital.fhir.Inputs;
import org.yunzhen.hospital.store.Documents;
import org.yunzhen.hospital.store.Ownership;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.json.FhirJson;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/** The Schedules on which shifts are published: given ones, or made for a department and doctor. */
@ApplicationScoped
class Schedules {
    private static final String DEPARTMENT = "HealthcareService";
    private static final String DOCTOR = "Practitioner";

    private final Documents documents;

    Schedules(Documents documents) {
        this.documents = documents;
    }

    /** The shift with its schedule, department and doctor settled. */
    Uni<Shift> settle(Tx tx, Shift shift) {
        return shift.schedule() == null ? made(tx, shift) : given(tx, shift);
    }

    /** The Schedule of an id. */
    Uni<Stored> existing(Tx tx, String id) {
        return documents
                .find(tx, "Schedule", id)
                .map(
                        found ->
                                found.filter(stored -> !stored.deleted())
                                        .orElseThrow(
                                                () ->
                                                        new RefusedException(
                                                                Refusal.NOT_FOUND,
                                                                "Schedule",
                                                                id)));
    }

    private Uni<Shift> given(Tx tx, Shift shift) {
        return documents
                .find(tx, "Schedule", shift.schedule())
                .map(found -> present(found, "Schedule", shift.schedule()))
                .map(
                        schedule -> {
                            JsonNode document = schedule.document();
                            String department =
                                    actor(document, DEPARTMENT)
                                            .orElseThrow(() -> Inputs.invalid("schedule"));
                            String doctor = actor(document, DOCTOR).orElse(null);
                            if (shift.practitioner() != null
                                    && !shift.practitioner().equals(doctor)) {
                                throw Inputs.invalid("practitioner");
                            }
                            return shift.of(shift.schedule(), department, doctor);
                        })
                .call(known -> exist(tx, known));
    }

    private Uni<Shift> made(Tx tx, Shift shift) {
        String key =
                String.join("|", shift.department(), shift.practitioner(), shift.kind().code());
        String id = UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8)).toString();
        Shift known = shift.of(id, shift.department(), shift.practitioner());
        return exist(tx, known)
                .chain(() -> documents.find(tx, "Schedule", id))
                .chain(
                        found ->
                                found.isPresent()
                                        ? Uni.createFrom().voidItem()
                                        : documents
                                                .create(
                                                        tx,
                                                        document(known),
                                                        Ownership.of("appointment"))
                                                .replaceWithVoid())
                .replaceWith(known);
    }

    private Uni<Void> exist(Tx tx, Shift shift) {
        return documents
                .find(tx, DEPARTMENT, shift.department())
                .invoke(found -> present(found, DEPARTMENT, shift.department()))
                .chain(
                        () ->
                                shift.practitioner() == null
                                        ? Uni.createFrom().voidItem()
                                        : documents
                                                .find(tx, DOCTOR, shift.practitioner())
                                                .invoke(
                                                        found ->
                                                                present(
                                                                        found,
                                                                        DOCTOR,
                                                                        shift.practitioner()))
                                                .replaceWithVoid());
    }

    private static Stored present(Optional<Stored> found, String type, String id) {
        return found.filter(stored -> !stored.deleted())
                .orElseThrow(
                        () -> new RefusedException(Refusal.REFERENCE_NOT_FOUND, type + "/" + id));
    }

    private static Optional<String> actor(JsonNode schedule, String type) {
        for (JsonNode actor : schedule.path("actor")) {
            String reference = actor.path("reference").asText();
            if (reference.startsWith(type + "/")) {
                return Optional.of(reference.substring(type.length() + 1));
            }
        }
        return Optional.empty();
    }

    private static ObjectNode document(Shift shift) {
        ObjectNode tree = FhirJson.object().put("resourceType", "Schedule");
        tree.put("id", shift.schedule()).put("active", true);
        var actors = tree.putArray("actor");
        if (shift.practitioner() != null) {
            actors.addObject().put("reference", DOCTOR + "/" + shift.practitioner());
        }
        actors.addObject().put("reference", DEPARTMENT + "/" + shift.department());
        return tree;
    }
}
