package org.yunzhen.hospital.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.buffer.Buffer;
import java.time.OffsetDateTime;
import java.util.List;
import org.yunzhen.mappings.json.FhirJson;

/**
 * One version of a resource as it lies in the database.
 *
 * @param workflow the workflow that owns it, or null for a plain record
 * @param patients ids of the patients in whose compartments it stands
 * @param parties who besides them works on it, as {@code Type/id}
 * @param body the document's bytes, served as they are
 */
public record Stored(
        String type,
        String id,
        int version,
        OffsetDateTime lastUpdated,
        boolean deleted,
        String workflow,
        List<String> patients,
        List<String> parties,
        Buffer body) {

    /** {@code Type/id}. */
    public String reference() {
        return type + "/" + id;
    }

    /** The same version with values of this moment in its bytes. */
    public Stored withBody(Buffer living) {
        return new Stored(
                type, id, version, lastUpdated, deleted, workflow, patients, parties, living);
    }

    /** The same version in the compartments of these patients. */
    Stored standingBy(List<String> others) {
        return new Stored(type, id, version, lastUpdated, deleted, workflow, others, parties, body);
    }

    /** The document as a tree of its own; not for the read path. */
    public ObjectNode document() {
        return (ObjectNode) FhirJson.parse(body.getBytes());
    }

    /** Weak entity tag of this version. */
    public String etag() {
        return "W/\"" + version + "\"";
    }
}
