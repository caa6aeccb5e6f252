package org.yunzhen.mappings.patch;

import com.fasterxml.jackson.databind.JsonNode;
import org.yunzhen.mappings.json.FhirJson;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/** How much one patch may do; counts while it is applied. */
final class PatchLimits {
    private static final int OPERATIONS_MAX = 1000;
    private static final int NODES_MAX = 100_000;

    private int operations;
    private int nodes;

    void countOperation() {
        operations++;
        if (operations > OPERATIONS_MAX) {
            throw new RefusedException(Refusal.PATCH_TOO_LARGE, OPERATIONS_MAX);
        }
    }

    /**
     * A copy of a value that is to stand at some depth.
     *
     * @throws RefusedException 422 when all copies together, or the document, become too large
     */
    JsonNode copy(JsonNode value, int depth) {
        count(value, depth);
        return value.deepCopy();
    }

    private void count(JsonNode value, int depth) {
        nodes++;
        if (nodes > NODES_MAX || depth > FhirJson.DEPTH_MAX) {
            throw new RefusedException(Refusal.PATCH_TOO_LARGE, OPERATIONS_MAX);
        }
        value.forEach(child -> count(child, depth + 1));
    }
}
