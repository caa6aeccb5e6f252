package org.yunzhen.hospital.fhir.parameter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.yunzhen.hospital.fhir.Composites;
import org.yunzhen.hospital.store.AddedParameters.Definition;
import org.yunzhen.hospital.store.Parameters;
import org.yunzhen.mappings.definition.AddedSearchParam.Part;
import org.yunzhen.mappings.definition.SearchParam;
import org.yunzhen.mappings.definition.SearchParam.Component;
import org.yunzhen.mappings.refusal.RefusedException;

/** The parts of a composite: each follows a parameter by which the type can be searched. */
final class CompositeParts {
    private static final String COMPONENT = "component";
    private static final int LEAST = 2;
    private static final int MOST = 10;
    private static final int EXPRESSION_MAX = 1000;

    private CompositeParts() {}

    /**
     * What a document says.
     *
     * @throws RefusedException 422 where it has too few or too many, or one is too long
     */
    static List<Part> read(ObjectNode document) {
        List<Part> parts = new ArrayList<>();
        for (JsonNode component : document.path(COMPONENT)) {
            String expression = component.path("expression").asText();
            if (expression.length() > EXPRESSION_MAX) {
                throw unsuitable(parts.size(), "expression", expression);
            }
            parts.add(new Part(component.path("definition").asText(), expression));
        }
        if (parts.size() < LEAST || parts.size() > MOST) {
            throw SearchParameterReader.unsuitable(COMPONENT, Integer.toString(parts.size()));
        }
        return parts;
    }

    /**
     * Whether a search by it can be answered.
     *
     * @throws RefusedException 422 where a part follows no parameter of the type, or its expression
     *     leads to nothing that this one's values could be compared with
     */
    static void check(Definition one, SearchParam composite, Parameters known) {
        boolean anyThere = composite.startsAtResource();
        for (int i = 0; i < composite.components().size(); i++) {
            Component component = composite.components().get(i);
            SearchParam part = known.defined(one.type(), component.definitionUrl());
            if (part == null) {
                throw unsuitable(i, "definition", component.definitionUrl());
            }
            if (!Composites.canServe(composite, component, part)) {
                throw unsuitable(i, "expression", one.parts().get(i).expression());
            }
            anyThere |= !component.fromRoot();
        }
        if (!anyThere) {
            throw unsuitable(0, "expression", one.parts().get(0).expression());
        }
    }

    private static RefusedException unsuitable(int index, String element, String value) {
        return SearchParameterReader.unsuitable(COMPONENT + "[" + index + "]." + element, value);
    }
}
