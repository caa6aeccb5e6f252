package org.yunzhen.hospital.prescription;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.yunzhen.hospital.access.Access;
import org.yunzhen.hospital.access.Caller;
import org.yunzhen.hospital.fhir.Call;
import org.yunzhen.hospital.store.Documents;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.identifier.Extensions;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;
import org.yunzhen.mappings.rule.Rule;

/**
 * The visit in which is prescribed: it is the caller's, goes on, and its follow-up is confirmed.
 */
@ApplicationScoped
class Visits {
    private static final String WORKFLOW = "visit";

    private final Documents documents;
    private final Access access;

    Visits(Documents documents, Access access) {
        this.documents = documents;
        this.access = access;
    }

    /**
     * Locks the visit, so that it is not finished meanwhile; {@link Rule#R02}, {@link Rule#R13}.
     */
    Uni<ObjectNode> forPrescribing(Call call, Tx tx, String encounter) {
        return documents
                .lock(tx, "Encounter", encounter)
                .map(
                        found ->
                                found.filter(visit -> isOf(call.caller(), visit))
                                        .orElseThrow(() -> access.denial(call.caller())))
                .map(Stored::document)
                .invoke(Visits::check)
                .invoke(() -> call.trace().through(Access.PARTY));
    }

    private static boolean isOf(Caller caller, Stored visit) {
        return !visit.deleted()
                && WORKFLOW.equals(visit.workflow())
                && (visit.parties().contains(caller.actor())
                        || participates(caller, visit.document()));
    }

    private static boolean participates(Caller caller, JsonNode visit) {
        for (JsonNode participant : visit.path("participant")) {
            String individual = participant.path("individual").path("reference").asText("");
            if (individual.equals(caller.actor())) {
                return true;
            }
        }
        return false;
    }

    private static void check(JsonNode visit) {
        String status = visit.path("status").asText();
        if (!status.equals("in-progress")) {
            throw new RefusedException(Refusal.WRONG_STATE, status, "in-progress");
        }
        for (JsonNode extension : visit.path("extension")) {
            boolean flagged = extension.path("valueBoolean").isBoolean();
            if (Extensions.FOLLOW_UP_CONFIRMED.equals(extension.path("url").textValue())
                    && (!flagged || extension.path("valueBoolean").booleanValue())) {
                return;
            }
        }
        throw new RefusedException(Refusal.FOLLOW_UP_NOT_CONFIRMED);
    }
}
