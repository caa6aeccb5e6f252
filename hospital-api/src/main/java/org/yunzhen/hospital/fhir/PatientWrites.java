package org.yunzhen.hospital.fhir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import org.yunzhen.hospital.access.Caller;
import org.yunzhen.hospital.access.Role;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/**
 * What a patient may say in a plain write: what they measured or answered themselves, and how they
 * are reached. Nobody speaks in another's name, and identity is not changed by its bearer.
 */
final class PatientWrites {
    /** How a patient is reached; meta is compared apart. */
    private static final Set<String> CONTACT_AND_META =
            Set.of("telecom", "address", "contact", "communication", "meta");

    /** What the server writes into meta itself. */
    private static final Set<String> STAMPED = Set.of("versionId", "lastUpdated");

    private static final Set<String> MEASURED = Set.of("preliminary", "final");

    private PatientWrites() {}

    /**
     * @param caller a patient
     * @throws RefusedException 403 when a patient writes what others have to say
     */
    static void checkCreate(Caller caller, ObjectNode document) {
        String type = document.path("resourceType").textValue();
        switch (type) {
            case "Observation" -> {
                require(!document.path("performer").isEmpty(), "Observation.performer");
                require(
                        MEASURED.contains(document.path("status").textValue()),
                        "Observation.status");
                speaksAlone(caller, document, "subject", "performer");
            }
            case "Communication" -> {
                // a guardian speaks as a RelatedPerson; whether it is theirs, the visit's room asks
                String sender = document.path("sender").path("reference").asText("");
                if (!sender.startsWith("RelatedPerson/")) {
                    speaksAlone(caller, document, "subject", "sender");
                }
            }
            case "QuestionnaireResponse" -> {
                speaksAlone(caller, document, "subject", "author");
                speaksAlone(caller, document, "subject", "source");
            }
            case "Consent" -> speaksAlone(caller, document, "patient", "performer");
            default -> {}
        }
    }

    /**
     * @throws RefusedException 403 when a patient changes more of a Patient than how it is reached
     */
    static void checkUpdate(Caller caller, Stored current, ObjectNode document) {
        if (caller.role() != Role.PATIENT) {
            return;
        }
        ObjectNode before = current.document();
        if (!without(before, CONTACT_AND_META).equals(without(document, CONTACT_AND_META))
                || !meta(before).equals(meta(document))) {
            throw new RefusedException(Refusal.FORBIDDEN).at(current.type());
        }
    }

    private static JsonNode meta(ObjectNode document) {
        JsonNode meta = document.path("meta");
        return without(meta.isObject() ? (ObjectNode) meta : document.objectNode(), STAMPED);
    }

    private static ObjectNode without(ObjectNode document, Set<String> names) {
        return document.deepCopy().without(names);
    }

    /** All who are named there are the caller or the one whose record it is. */
    private static void speaksAlone(
            Caller caller, ObjectNode document, String subject, String speakers) {
        String self = document.path(subject).path("reference").asText("");
        JsonNode named = document.path(speakers);
        for (JsonNode speaker : named.isObject() ? List.of(named) : named) {
            String reference = speaker.path("reference").asText("");
            require(
                    reference.equals(caller.actor())
                            || (reference.equals(self) && self.startsWith("Patient/")),
                    document.path("resourceType").textValue() + "." + speakers);
        }
    }

    private static void require(boolean own, String expression) {
        if (!own) {
            throw new RefusedException(Refusal.FORBIDDEN).at(expression);
        }
    }
}
