package org.yunzhen.hospital.settlement;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.yunzhen.hospital.access.Access;
import org.yunzhen.hospital.access.Caller;
import org.yunzhen.hospital.store.Documents;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/** Finds what is to be billed and prices it from its documents and the catalogue. */
@ApplicationScoped
class Subjects {
    /** Types that can be billed. */
    static final List<String> TYPES = List.of("Appointment", "Encounter", "Task");

    private static final Set<String> BILLABLE =
            Set.of(
                    "Appointment/pending",
                    "Appointment/booked",
                    "Appointment/arrived",
                    "Appointment/fulfilled",
                    "Encounter/planned",
                    "Encounter/arrived",
                    "Encounter/in-progress",
                    "Encounter/onleave",
                    "Encounter/finished",
                    "Task/accepted",
                    "Task/ready",
                    "Task/in-progress");

    private static final String PATIENT = "Patient/";
    private static final String BUNDLE = "Bundle/";
    private static final String MEDICATION_REQUEST = "MedicationRequest/";

    private final Documents documents;
    private final Prices prices;
    private final Access access;

    Subjects(Documents documents, Prices prices, Access access) {
        this.documents = documents;
        this.prices = prices;
        this.access = access;
    }

    /** The document, if it is there and a workflow's; one that is not looks like another's. */
    Uni<Stored> stored(Tx tx, Caller caller, String type, String id) {
        return documents
                .find(tx, type, id)
                .map(
                        found ->
                                found.filter(s -> !s.deleted() && !patient(s).isEmpty())
                                        .orElseThrow(() -> access.denial(caller)));
    }

    /** Whether it stands where it can be billed. */
    static boolean isBillable(Stored stored) {
        return BILLABLE.contains(stored.type() + "/" + stored.document().path("status").asText(""));
    }

    /** The states in which a type is billed, in the order of the letters. */
    private static String billable(String type) {
        return BILLABLE.stream()
                .filter(state -> state.startsWith(type + "/"))
                .map(state -> state.substring(type.length() + 1))
                .sorted()
                .collect(Collectors.joining(", "));
    }

    /** Whose it is; a Task stands in no compartment and names its patient in {@code for}. */
    static String patient(Stored stored) {
        if (!stored.patients().isEmpty()) {
            return stored.patients().get(0);
        }
        String reference = stored.document().path("for").path("reference").asText("");
        return reference.startsWith(PATIENT) ? reference.substring(PATIENT.length()) : "";
    }

    /**
     * The subject with its prices as they are now.
     *
     * @throws RefusedException when it is no workflow's, in a state that is not billed, without a
     *     price, or for nothing
     */
    Uni<Subject> priced(Tx tx, Stored stored) {
        ObjectNode document = stored.document();
        String status = document.path("status").asText("");
        if (stored.workflow() == null) {
            return refused(Refusal.WRONG_STATE, "record", billable(stored.type()));
        }
        if (!isBillable(stored)) {
            return refused(Refusal.WRONG_STATE, status, billable(stored.type()));
        }
        String patient = patient(stored);
        return lines(tx, stored, document)
                .map(lines -> new Subject(stored, document, patient, lines))
                .invoke(Subjects::requireAmount);
    }

    private static void requireAmount(Subject subject) {
        if (!subject.total().isPositive()) {
            throw new RefusedException(Refusal.NOTHING_TO_PAY);
        }
    }

    private static <T> Uni<T> refused(Refusal refusal, Object... arguments) {
        return Uni.createFrom().failure(new RefusedException(refusal, arguments));
    }

    private Uni<List<FeeLine>> lines(Tx tx, Stored stored, ObjectNode document) {
        if (!stored.type().equals("Task")) {
            return Uni.createFrom().item(() -> List.of(prices.ofVisit(tx.tenant(), document)));
        }
        return medicationRequests(tx, document)
                .map(
                        requests ->
                                requests.stream()
                                        .map(request -> prices.ofMedicine(tx.tenant(), request))
                                        .toList());
    }

    /** Named as inputs of the Task; else those in the document that it focuses on. */
    private Uni<List<JsonNode>> medicationRequests(Tx tx, ObjectNode task) {
        List<String> ids = new ArrayList<>();
        for (JsonNode input : task.path("input")) {
            String reference = input.path("valueReference").path("reference").asText("");
            if (reference.startsWith(MEDICATION_REQUEST)) {
                ids.add(reference.substring(MEDICATION_REQUEST.length()));
            }
        }
        return ids.isEmpty() ? fromBundle(tx, task) : byIds(tx, ids);
    }

    private Uni<List<JsonNode>> byIds(Tx tx, List<String> ids) {
        Uni<List<JsonNode>> all = Uni.createFrom().item(new ArrayList<>());
        for (String id : ids) {
            all =
                    all.call(
                            list ->
                                    documents
                                            .find(tx, "MedicationRequest", id)
                                            .invoke(found -> add(list, found)));
        }
        return all;
    }

    private static void add(List<JsonNode> list, Optional<Stored> found) {
        found.filter(stored -> !stored.deleted()).ifPresent(stored -> list.add(stored.document()));
    }

    private Uni<List<JsonNode>> fromBundle(Tx tx, ObjectNode task) {
        String focus = task.path("focus").path("reference").asText("");
        if (!focus.startsWith(BUNDLE)) {
            return Uni.createFrom().item(List.of());
        }
        return documents
                .find(tx, "Bundle", focus.substring(BUNDLE.length()))
                .map(found -> found.map(Subjects::requestsIn).orElse(List.of()));
    }

    private static List<JsonNode> requestsIn(Stored bundle) {
        List<JsonNode> requests = new ArrayList<>();
        for (JsonNode entry : bundle.document().path("entry")) {
            JsonNode resource = entry.path("resource");
            if ("MedicationRequest".equals(resource.path("resourceType").asText())) {
                requests.add(resource);
            }
        }
        return requests;
    }
}
