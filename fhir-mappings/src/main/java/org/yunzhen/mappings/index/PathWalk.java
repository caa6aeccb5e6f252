package org.yunzhen.mappings.index;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.yunzhen.mappings.definition.SearchPath;
import org.yunzhen.mappings.definition.SearchPath.Step;

/** Follows a compiled path through a document. */
final class PathWalk {
    private final List<Step> steps;
    private List<JsonNode> found = List.of();

    private PathWalk(List<Step> steps) {
        this.steps = steps;
    }

    /** The values at the end of the path, in the order of the document; never JSON null. */
    static List<JsonNode> find(SearchPath path, JsonNode from) {
        PathWalk walk = new PathWalk(path.steps());
        walk.down(from, 0);
        return walk.found;
    }

    private void down(JsonNode node, int at) {
        if (at == steps.size()) {
            arrive(node);
            return;
        }
        Step step = steps.get(at);
        JsonNode child = node.get(step.property());
        if (child == null) {
            return;
        }
        if (!child.isArray()) {
            item(child, 0, step, at);
            return;
        }
        for (int i = 0; i < child.size(); i++) {
            item(child.get(i), i, step, at);
        }
    }

    private void item(JsonNode item, int index, Step step, int at) {
        boolean wanted =
                (step.item() < 0 || step.item() == index)
                        && (step.whereProperty() == null
                                || step.whereValue()
                                        .equals(item.path(step.whereProperty()).textValue()));
        if (wanted) {
            down(item, at + 1);
        }
    }

    private void arrive(JsonNode value) {
        if (value.isNull()) {
            return;
        }
        if (found.isEmpty()) {
            found = new ArrayList<>(4);
        }
        found.add(value);
    }
}
