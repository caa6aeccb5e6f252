package org.yunzhen.mappings.path;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.yunzhen.mappings.definition.Structure;

/** A rule of R4 in FHIRPath, compiled. Immutable, thread-safe. */
public final class PathRule {
    /** Something in a document: what it is, and its JSON. */
    public record Place(Structure structure, JsonNode json) {
        Node node() {
            return json.isObject()
                    ? Node.of(structure, json)
                    : new Node(structure.name(), structure, null, json);
        }
    }

    private final Expression expression;

    private PathRule(Expression expression) {
        this.expression = expression;
    }

    /**
     * @throws IllegalArgumentException when it needs more of FHIRPath than this knows
     */
    public static PathRule compile(String path) {
        return new PathRule(new Parser(path).whole());
    }

    /**
     * Whether it holds for an object. Nothing is not true, so that it does not hold where it finds
     * nothing.
     *
     * @param context an object of a structure, or the value of a primitive
     * @param resource the resource it stands in
     * @throws TooCostlyException when that takes more steps than are allowed
     */
    public boolean holds(Place context, Place resource) {
        return holds(context.node(), resource.node());
    }

    private boolean holds(Node context, Node resource) {
        Scope scope = new Scope(resource, context);
        return Values.isTrue(expression.find(scope, List.of(context), context));
    }
}
