package org.yunzhen.hospital.settlement;

import com.fasterxml.jackson.databind.JsonNode;
import org.yunzhen.hospital.store.Stored;

/** What has ended without that anything was given for the money, as its document says. */
final class Undelivered {
    private static final String DISPENSE = "MedicationDispense/";

    private Undelivered() {}

    /**
     * Whether a visit was cancelled, or a prescription revoked or expired of which no pharmacy has
     * handed anything over. An appointment's own room tells that.
     */
    static boolean is(Stored subject) {
        String status = subject.document().path("status").asText();
        return switch (subject.type()) {
            case "Encounter" -> status.equals("cancelled");
            case "Task" ->
                    (status.equals("cancelled") || status.equals("failed"))
                            && !isHandedOver(subject);
            default -> false;
        };
    }

    /** Whether a pharmacy has handed over some of a prescription. */
    static boolean isHandedOver(Stored task) {
        for (JsonNode output : task.document().path("output")) {
            if (output.path("valueReference").path("reference").asText().startsWith(DISPENSE)) {
                return true;
            }
        }
        return false;
    }
}
