package org.yunzhen.hospital.fhir;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yunzhen.hospital.store.Criterion;
import org.yunzhen.hospital.store.Criterion.Passing;
import org.yunzhen.hospital.store.JsonPaths;
import org.yunzhen.mappings.definition.OwnAddresses;
import org.yunzhen.mappings.definition.SearchParam;
import org.yunzhen.mappings.definition.SearchParam.Component;
import org.yunzhen.mappings.definition.SearchParam.Kind;
import org.yunzhen.mappings.definition.SearchPath;
import org.yunzhen.mappings.json.FhirJson;

/**
 * What one component of a document must have for a composite parameter to find it, in the language
 * of SQL/JSON. That language compares no units, no folded texts and no dates: of these the
 * component must hold a value that passed the part's own condition.
 */
final class OneComponent {
    private static final Map<Kind, Set<String>> COMPARED =
            Map.of(
                    Kind.TOKEN,
                    Set.of(
                            "CodeableConcept",
                            "Coding",
                            "Identifier",
                            "ContactPoint",
                            "boolean",
                            "code",
                            "id",
                            "string",
                            "uri",
                            "oid",
                            "uuid"),
                    Kind.REFERENCE,
                    Set.of("Reference", "canonical", "uri"),
                    Kind.URI,
                    Set.of("uri", "url", "canonical", "oid", "uuid"),
                    Kind.STRING,
                    Set.of("string", "markdown", "HumanName", "Address"),
                    Kind.DATE,
                    Set.of("date", "dateTime", "instant", "Period"),
                    Kind.NUMBER,
                    Set.of("integer", "positiveInt", "unsignedInt", "decimal"),
                    Kind.QUANTITY,
                    Set.of("Quantity", "Age", "Duration", "Money", "Count", "Distance", "Range"));

    private static final String NEVER = "1 == 0";

    private final OwnAddresses own;
    private final ObjectNode variables = FhirJson.object();
    private final List<Passing> passing = new ArrayList<>();
    private final List<String> conditions = new ArrayList<>();

    /**
     * @param knowsComparators whether the index has ranges for quantities with a comparator, and no
     *     points any more
     * @param own below which a reference may have been written in full
     */
    OneComponent(boolean knowsComparators, OwnAddresses own) {
        this.own = own;
        variables.put(PartAmounts.KNOWS_COMPARATORS, knowsComparators);
    }

    /** Whether values of a type can be compared where they stand in a component. */
    static boolean canCompare(Kind kind, String type) {
        return COMPARED.getOrDefault(kind, Set.of()).contains(type);
    }

    /**
     * Adds a condition.
     *
     * @param param whose values the part has
     * @param value as it was asked for
     * @param criterion what the index is asked for it
     */
    void has(Component component, SearchParam param, String value, Criterion criterion) {
        int at = conditions.size();
        switch (param.kind()) {
            case NUMBER, QUANTITY, STRING -> passing.add(new Passing(at, criterion, List.of()));
            case DATE -> passing.add(new Passing(at, criterion, dates(param)));
            default -> {
                // is compared by the document alone
            }
        }
        conditions.add(
                component.paths().stream()
                        .filter(path -> canCompare(param.kind(), path.type()))
                        .distinct()
                        .map(
                                path ->
                                        "exists("
                                                + JsonPaths.to("@", path)
                                                + test(path, at, param, value)
                                                + ")")
                        .reduce((one, other) -> one + " || " + other)
                        .map(any -> "(" + any + ")")
                        .orElse(NEVER));
    }

    private static List<String> dates(SearchParam param) {
        return param.paths().stream()
                .filter(path -> canCompare(Kind.DATE, path.type()))
                .map(path -> JsonPaths.to("$", path))
                .toList();
    }

    /** Somewhere among these there is one that has everything that was added. */
    Criterion among(List<SearchPath> roots) {
        String every = " ? (" + String.join(" && ", conditions) + ")";
        return new Criterion.InDocument(
                roots.stream().map(root -> JsonPaths.to("$", root) + every).toList(),
                new String(FhirJson.write(variables), StandardCharsets.UTF_8),
                true,
                passing);
    }

    private String test(SearchPath path, int at, SearchParam param, String value) {
        return switch (param.kind()) {
            case TOKEN -> PartTokens.test(path, at, value, variables);
            case REFERENCE, URI -> PartReferences.test(path, at, param, value, own, variables);
            case STRING -> PartTexts.test(path.type(), at);
            case DATE -> PartDates.test(path.type(), at);
            default -> PartAmounts.test(path.type(), at);
        };
    }
}
