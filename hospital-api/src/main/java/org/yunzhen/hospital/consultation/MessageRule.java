package org.yunzhen.hospital.consultation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.yunzhen.hospital.access.Role;
import org.yunzhen.hospital.event.Event;
import org.yunzhen.hospital.event.Events;
import org.yunzhen.hospital.event.Kinds;
import org.yunzhen.hospital.fhir.Call;
import org.yunzhen.hospital.fhir.PlainWriteRule;
import org.yunzhen.hospital.store.Documents;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.json.FhirJson;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/**
 * A message of a visit: between its patient and its doctor, while it is open. What was said is not
 * changed afterwards. A guardian speaks for the child: the sender is the child or the guardian.
 */
@ApplicationScoped
class MessageRule implements PlainWriteRule {
    private static final int CHARACTERS_MAX = 2000;

    private final Documents documents;
    private final Events events;

    MessageRule(Documents documents, Events events) {
        this.documents = documents;
        this.events = events;
    }

    @Override
    public boolean appliesTo(String type) {
        return type.equals("Communication");
    }

    @Override
    public Uni<Void> check(Call call, Tx tx, ObjectNode message) {
        if (!isOfVisit(call)) {
            return Uni.createFrom().voidItem();
        }
        String encounter = checkShape(message);
        if (call.kind() == Call.Kind.UPDATE) {
            throw new RefusedException(Refusal.FORBIDDEN).at("Communication");
        }
        return visit(tx, encounter)
                .invoke(found -> checkVisit(call, message, found))
                .replaceWithVoid();
    }

    @Override
    public Uni<Void> written(Call call, Tx tx, Stored stored) {
        if (!isOfVisit(call)) {
            return Uni.createFrom().voidItem();
        }
        String encounter = encounter(stored.document()).orElseThrow();
        ObjectNode detail = FhirJson.object().put("encounter", "Encounter/" + encounter);
        return visit(tx, encounter)
                .map(Optional::orElseThrow)
                .chain(
                        visit ->
                                events.tell(
                                        tx,
                                        new Event(
                                                Kinds.MESSAGE_SENT,
                                                stored,
                                                visit.parties(),
                                                detail)));
    }

    /** Records that systems exchange are no messages of ours. */
    private static boolean isOfVisit(Call call) {
        return call.caller().role() == Role.PATIENT || call.caller().role() == Role.DOCTOR;
    }

    /** The id of the visit the message belongs to. */
    private static String checkShape(ObjectNode message) {
        String encounter = encounter(message).orElseThrow(() -> missing("Communication.encounter"));
        if (!message.has("sender")) {
            throw missing("Communication.sender");
        }
        if (message.path("payload").isEmpty()) {
            throw missing("Communication.payload");
        }
        for (JsonNode part : message.path("payload")) {
            String text = part.path("contentString").asText("");
            if (text.codePointCount(0, text.length()) > CHARACTERS_MAX) {
                throw new RefusedException(Refusal.MESSAGE_TOO_LONG, CHARACTERS_MAX)
                        .at("Communication.payload.content");
            }
        }
        return encounter;
    }

    private static void checkVisit(Call call, ObjectNode message, Optional<Stored> found) {
        ObjectNode visit = found.map(Stored::document).orElseGet(FhirJson::object);
        String subject = visit.path("subject").path("reference").asText("");
        String sender = message.path("sender").path("reference").asText("");
        String actor = call.caller().actor();
        boolean ofSubject = subject.equals(message.path("subject").path("reference").asText(""));
        if (found.isEmpty() || !ofSubject) {
            throw new RefusedException(Refusal.FORBIDDEN).at("Communication.encounter");
        }
        boolean speaksForChild = call.caller().role() == Role.PATIENT && sender.equals(subject);
        if (!sender.equals(actor) && !speaksForChild) {
            throw new RefusedException(Refusal.FORBIDDEN).at("Communication.sender");
        }
        if (call.caller().role() == Role.DOCTOR && !found.get().parties().contains(actor)) {
            throw new RefusedException(Refusal.NOT_A_PARTICIPANT);
        }
        VisitStatus status = VisitStatus.of(visit.path("status").asText());
        if (!status.isOpen()) {
            throw status.refused();
        }
    }

    private Uni<Optional<Stored>> visit(Tx tx, String encounter) {
        return documents
                .find(tx, "Encounter", encounter)
                .map(found -> found.filter(stored -> Visits.WORKFLOW.equals(stored.workflow())));
    }

    private static Optional<String> encounter(JsonNode message) {
        return References.id(message.path("encounter"), "Encounter");
    }

    private static RefusedException missing(String path) {
        return new RefusedException(Refusal.ELEMENT_MISSING, path).at(path);
    }
}
