package org.yunzhen.hospital.fhir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.yunzhen.hospital.store.Tx;

/** {@code $meta-add} (R4 operation Resource-meta-add). */
@ApplicationScoped
class MetaAddOperation implements MetaChangeOperation {
    private final MetaChanges changes;

    MetaAddOperation(MetaChanges changes) {
        this.changes = changes;
    }

    @Override
    public String name() {
        return "meta-add";
    }

    @Override
    public String description() {
        return "Adds profiles, tags and security labels to a resource; those it has already stay"
                + " as they are. Makes a new version when something is added.";
    }

    @Override
    public Uni<Answer> run(Call call, Tx tx) {
        return changes.run(call, tx, MetaAddOperation::joined);
    }

    private static ArrayNode joined(ArrayNode labels, ArrayNode given) {
        ArrayNode all = labels.deepCopy();
        for (JsonNode label : given) {
            if (!MetaChanges.contains(all, label)) {
                all.add(label);
            }
        }
        return all;
    }
}
