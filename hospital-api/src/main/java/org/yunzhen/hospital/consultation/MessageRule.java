package org.yunzhen.hospital.consultation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.yunzhen.hospital.access.CareRelations;
import org.yunzhen.hospital.access.Role;
import org.yunzhen.hospital.event.Event;
import org.yunzhen.hospital.event.Events;
import org.yunzhen.hospital.event.Kinds;
import org.yunzhen.hospital.fhir.Call;
import org.yunzhen.hospital.fhir.OwnReferences;
import org.yunzhen.hospital.fhir.PlainWriteRule;
import org.yunzhen.hospital.store.Documents;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.json.FhirJson;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;
import org.yunzhen.mappings.rule.Rule;

/**
 * A message of a visit: between its patient and its doctor, while it is open. What was said is not
 * changed afterwards. A guardian speaks in their own name: the sender is the RelatedPerson that
 * makes them the guardian, never the child ({@link Rule#R11}).
 */
@ApplicationScoped
class MessageRule implements PlainWriteRule {
    private static final int CHARACTERS_MAX = 2000;

    private final Documents documents;
    private final CareRelations relations;
    private final Events events;
    private final OwnReferences own;

    MessageRule(Documents documents, CareRelations relations, Events events, OwnReferences own) {
        this.documents = documents;
        this.relations = relations;
        this.events = events;
        this.own = own;
    }

    @Override
    public boolean appliesTo(String type) {
        return type.equals("Communication");
    }

    @Override
    public Uni<Void> check(Call call, Tx tx, ObjectNode sent) {
        if (!isOfVisit(call)) {
            return Uni.createFrom().voidItem();
        }
        ObjectNode message = own.shortened(call.tenant(), sent);
        String encounter = checkShape(message);
        if (call.kind() == Call.Kind.UPDATE) {
            throw new RefusedException(Refusal.FORBIDDEN).at("Communication");
        }
        return visit(tx, encounter)
                .invoke(found -> checkVisit(message, found))
                .chain(found -> checkSender(call, tx, message, found.orElseThrow()));
    }

    @Override
    public Uni<Void> written(Call call, Tx tx, Stored stored) {
        if (!isOfVisit(call)) {
            return Uni.createFrom().voidItem();
        }
        ObjectNode message = own.shortened(call.tenant(), stored.document());
        String encounter = encounter(message).orElseThrow();
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

    private static void checkVisit(ObjectNode message, Optional<Stored> found) {
        ObjectNode visit = found.map(Stored::document).orElseGet(FhirJson::object);
        String subject = visit.path("subject").path("reference").asText("");
        boolean ofSubject = subject.equals(message.path("subject").path("reference").asText(""));
        if (found.isEmpty() || !ofSubject) {
            throw new RefusedException(Refusal.FORBIDDEN).at("Communication.encounter");
        }
    }

    private Uni<Void> checkSender(Call call, Tx tx, ObjectNode message, Stored visit) {
        return names(call, tx, visit)
                .invoke(names -> requireSender(message, names))
                .invoke(() -> requireOpen(call, visit))
                .replaceWithVoid();
    }

    /** Under which names the caller may speak in a visit. */
    private Uni<List<String>> names(Call call, Tx tx, Stored visit) {
        String actor = call.caller().actor();
        boolean guardian =
                call.caller().role() == Role.PATIENT
                        && !visit.patients().contains(call.caller().actorId());
        return guardian
                ? relations.sources(tx, actor, visit.patients().get(0), CareRelations.GUARDIAN)
                : Uni.createFrom().item(List.of(actor));
    }

    private static void requireSender(ObjectNode message, List<String> names) {
        String sender = message.path("sender").path("reference").asText("");
        if (!names.contains(sender)) {
            throw new RefusedException(Refusal.FORBIDDEN)
                    .at("Communication.sender")
                    .with("sender", String.join(" | ", names));
        }
    }

    private static void requireOpen(Call call, Stored visit) {
        if (call.caller().role() == Role.DOCTOR
                && !visit.parties().contains(call.caller().actor())) {
            throw new RefusedException(Refusal.NOT_A_PARTICIPANT);
        }
        VisitStatus.of(visit.document().path("status").asText()).requireOpen();
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
