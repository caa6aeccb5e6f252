package org.yunzhen.hospital.fhir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.yunzhen.hospital.store.Parameters;
import org.yunzhen.mappings.definition.SearchParam;
import org.yunzhen.mappings.definition.SearchParam.Component;
import org.yunzhen.mappings.definition.SearchParam.Kind;
import org.yunzhen.mappings.index.Found;
import org.yunzhen.mappings.index.IndexValue;

/** What one parameter of a search asks of a definition that is not stored. */
final class DefinitionCondition {
    private static final String MISSING = "missing";
    private static final String NOT = "not";

    /** The modifiers that are asked of them; what is left needs value sets or whole documents. */
    private static final Map<Kind, Set<String>> MODIFIERS =
            Map.of(
                    Kind.TOKEN, Set.of(MISSING, NOT, "text"),
                    Kind.STRING, Set.of(MISSING, "contains", "exact"),
                    Kind.URI, Set.of(MISSING, "above", "below"),
                    Kind.DATE, Set.of(MISSING),
                    Kind.NUMBER, Set.of(MISSING),
                    Kind.QUANTITY, Set.of(MISSING));

    private final SearchParam param;
    private final boolean negated;

    /** Whether something must be there, or nothing; null where its values are asked for. */
    private final Boolean presence;

    private final List<Predicate<IndexValue>> tests;

    /** Of a composite: for each alternative the tests of its parts. */
    private final List<List<Part>> alternatives;

    private record Part(Component component, SearchParam param, Predicate<IndexValue> test) {
        private boolean holds(JsonNode document, JsonNode place) {
            return Found.inPart(document, place, component, param).stream().anyMatch(test);
        }
    }

    /**
     * Reads one that {@link #isAsked}, of a search that stored ones can be asked.
     *
     * @param modifier without the colon, or null
     */
    DefinitionCondition(String type, SearchParam param, String modifier, String value) {
        boolean composite = param.kind() == Kind.COMPOSITE;
        boolean negates = NOT.equals(modifier);
        List<String> values = Escapes.split(value, ',');
        this.param = param;
        this.negated = negates;
        this.presence = MISSING.equals(modifier) ? value.equals("false") : null;
        this.tests =
                composite || presence != null
                        ? List.of()
                        : values.stream()
                                .map(
                                        v ->
                                                DefinitionValues.test(
                                                        param, negates ? null : modifier, v))
                                .toList();
        this.alternatives =
                composite ? values.stream().map(v -> parts(type, param, v)).toList() : List.of();
    }

    /** Whether definitions that are not stored can be asked by a parameter with a modifier. */
    static boolean isAsked(SearchParam param, String modifier) {
        return modifier == null
                || MODIFIERS.getOrDefault(param.kind(), Set.of()).contains(modifier)
                || param.kind() == Kind.REFERENCE
                        && (modifier.equals(MISSING) || param.targets().contains(modifier));
    }

    private static List<Part> parts(String type, SearchParam composite, String value) {
        List<String> values = Escapes.split(value, '$');
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            Component component = composite.components().get(i);
            SearchParam part = Parameters.R4.defined(type, component.definitionUrl());
            parts.add(new Part(component, part, DefinitionValues.test(part, null, values.get(i))));
        }
        return parts;
    }

    SearchParam param() {
        return param;
    }

    /** Whether it holds for a document, or an excerpt that has all that its parameter reads. */
    boolean holds(ObjectNode document) {
        return param.kind() == Kind.COMPOSITE
                ? Found.places(document, param).stream().anyMatch(place -> isAt(document, place))
                : holds(Found.in(document, param));
    }

    private boolean isAt(ObjectNode document, JsonNode place) {
        return alternatives.stream()
                .anyMatch(parts -> parts.stream().allMatch(part -> part.holds(document, place)));
    }

    /** Whether it holds for what its parameter finds. */
    boolean holds(Found found) {
        if (presence != null) {
            return presence == found.present();
        }
        boolean any =
                found.values().stream().anyMatch(v -> tests.stream().anyMatch(t -> t.test(v)));
        return any != negated;
    }
}
