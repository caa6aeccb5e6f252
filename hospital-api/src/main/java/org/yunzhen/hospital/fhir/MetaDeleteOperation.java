package org.yunzhen.hospital.fhir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.json.FhirJson;

/** {@code $meta-delete} (R4 operation Resource-meta-delete). */
@ApplicationScoped
class MetaDeleteOperation implements MetaChangeOperation {
    private final MetaChanges changes;

    MetaDeleteOperation(MetaChanges changes) {
        this.changes = changes;
    }

    @Override
    public String name() {
        return "meta-delete";
    }

    @Override
    public String description() {
        return "Takes profiles, tags and security labels off a resource; what it does not have is"
                + " no fault. Makes a new version when something is taken off.";
    }

    @Override
    public Uni<Answer> run(Call call, Tx tx) {
        return changes.run(call, tx, MetaDeleteOperation::left);
    }

    private static ArrayNode left(ArrayNode labels, ArrayNode given) {
        ArrayNode kept = FhirJson.array();
        for (JsonNode label : labels) {
            if (!MetaChanges.contains(given, label)) {
                kept.add(label);
            }
        }
        return kept;
    }
}
