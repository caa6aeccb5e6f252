package org.yunzhen.hospital.record;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.yunzhen.hospital.store.Stamp;
import org.yunzhen.mappings.definition.Definitions;
import org.yunzhen.mappings.definition.RelativeReference;
import org.yunzhen.mappings.identifier.Extensions;
import org.yunzhen.mappings.identifier.Systems;
import org.yunzhen.mappings.json.FhirJson;

/** A row of the trail as an AuditEvent. It names what was touched and holds nothing of it. */
final class AuditEventDocument {
    private static final String TERMINOLOGY = "http://terminology.hl7.org/CodeSystem/";
    private static final String CALLER_ROLE = Systems.BASE + "CodeSystem/caller-role";
    private static final String CARE_RELATION = Systems.BASE + "CodeSystem/care-relation";

    private static final String PERSON = "1";
    private static final String SYSTEM_OBJECT = "2";
    private static final String ROLE_PATIENT = "1";
    private static final String ROLE_DOMAIN_RESOURCE = "4";
    private static final String ROLE_QUERY = "24";
    private static final String WEB_SERVER = "3";

    private AuditEventDocument() {}

    static ObjectNode of(TrailRow row, String tenant) {
        ObjectNode event = FhirJson.object();
        event.put("resourceType", "AuditEvent");
        event.put("id", Long.toString(row.seq()));
        event.putObject("meta").put("versionId", "1").put("lastUpdated", Stamp.instant(row.at()));
        ArrayNode extensions = event.putArray("extension");
        extension(extensions, Extensions.DECIDING_RULE, row.rule());
        extension(extensions, Extensions.REQUEST_ID, row.requestId());
        event.set("type", coding(TERMINOLOGY + "audit-event-type", "rest", "Restful Operation"));
        subtypes(event.putArray("subtype"), row.action());
        event.put("action", AuditActions.of(row.action()).name());
        event.put("recorded", Stamp.instant(row.at()));
        event.put("outcome", AuditOutcome.of(row.status()).code());
        if (row.refusal() != null) {
            event.put("outcomeDesc", row.refusal());
        }
        agent(event.putArray("agent").addObject(), row);
        source(event.putObject("source"), tenant);
        ArrayNode entities = FhirJson.array();
        entities(entities, row);
        if (!entities.isEmpty()) {
            event.set("entity", entities);
        }
        return event;
    }

    private static void subtypes(ArrayNode subtypes, String action) {
        String code = AuditActions.interaction(action);
        subtypes.add(coding("http://hl7.org/fhir/restful-interaction", code, code));
        if (action.startsWith("$")) {
            subtypes.add(coding(Systems.BASE + "CodeSystem/operation", action, action));
        }
    }

    private static void agent(ObjectNode agent, TrailRow row) {
        concept(agent.putObject("type"), CALLER_ROLE, row.role());
        for (String relation : row.relations()) {
            concept(agent.withArrayProperty("role").addObject(), CARE_RELATION, relation);
        }
        if (isReference(row.actor())) {
            agent.putObject("who").put("reference", row.actor());
        } else {
            agent.putObject("who").put("display", row.actor());
        }
        agent.put("requestor", true);
    }

    private static void source(ObjectNode source, String tenant) {
        source.put("site", tenant);
        source.putObject("observer").put("display", "Yunzhen");
        source.putArray("type")
                .add(coding(TERMINOLOGY + "security-source-type", WEB_SERVER, "Web Server"));
    }

    private static void entities(ArrayNode entities, TrailRow row) {
        if (row.reference() != null && Definitions.r4().isResourceType(row.type())) {
            String version = row.version() == null ? "" : "/_history/" + row.version();
            ObjectNode entity = entities.addObject();
            entity.putObject("what").put("reference", row.reference() + version);
            kind(entity, SYSTEM_OBJECT, "System Object", ROLE_DOMAIN_RESOURCE, "Domain Resource");
        } else if (row.type() != null) {
            ObjectNode entity = entities.addObject();
            entity.putObject("what").put("display", row.type());
            kind(entity, SYSTEM_OBJECT, "System Object", ROLE_QUERY, "Query");
            if (row.query() != null && !row.query().isBlank()) {
                entity.putArray("detail")
                        .addObject()
                        .put("type", "parameter-names")
                        .put("valueString", row.query());
            }
        }
        for (String patient : row.patients()) {
            ObjectNode entity = entities.addObject();
            entity.putObject("what").put("reference", "Patient/" + patient);
            kind(entity, PERSON, "Person", ROLE_PATIENT, "Patient");
        }
    }

    private static void kind(
            ObjectNode entity, String type, String typeName, String role, String roleName) {
        entity.set("type", coding(TERMINOLOGY + "audit-entity-type", type, typeName));
        entity.set("role", coding(TERMINOLOGY + "object-role", role, roleName));
    }

    private static boolean isReference(String actor) {
        RelativeReference reference = RelativeReference.parse(actor);
        return reference != null && Definitions.r4().isResourceType(reference.type());
    }

    private static void extension(ArrayNode extensions, String url, String value) {
        extensions.addObject().put("url", url).put("valueString", value);
    }

    private static void concept(ObjectNode concept, String system, String code) {
        concept.putArray("coding").addObject().put("system", system).put("code", code);
    }

    private static ObjectNode coding(String system, String code, String display) {
        return FhirJson.object().put("system", system).put("code", code).put("display", display);
    }
}
