package org.yunzhen.hospital.settlement;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Collectors;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.mappings.identifier.Systems;
import org.yunzhen.mappings.money.Money;

/**
 * What is billed: an Appointment, an Encounter or a prescription's Task, with its priced lines.
 *
 * @param patient id of the Patient
 */
record Subject(Stored stored, JsonNode document, String patient, List<FeeLine> lines) {
    Money total() {
        return Money.sum(lines.stream().map(FeeLine::amount).toList());
    }

    String linesPrint() {
        return lines.stream().map(FeeLine::print).collect(Collectors.joining("\n"));
    }

    /** The first ICD-10 coding that the document gives as its reason, or a missing node. */
    JsonNode diagnosis() {
        for (JsonNode concept : document.path("reasonCode")) {
            for (JsonNode coding : concept.path("coding")) {
                if (Systems.ICD_10_CN.equals(coding.path("system").asText())) {
                    return coding;
                }
            }
        }
        return document.path("reasonCode").path("coding").path("none");
    }

    /** Reference of the practitioner who takes part, or a missing node. */
    JsonNode practitioner() {
        for (JsonNode participant : document.path("participant")) {
            for (String element : new String[] {"actor", "individual"}) {
                JsonNode reference = participant.path(element);
                if (reference.path("reference").asText("").startsWith("Practitioner/")) {
                    return reference;
                }
            }
        }
        return document.path("requester");
    }

    /** The department's coding: a code of ours in its service type, or a missing node. */
    JsonNode department() {
        JsonNode type = document.path("serviceType");
        return (type.isArray() ? type.path(0) : type).path("coding").path(0);
    }
}
