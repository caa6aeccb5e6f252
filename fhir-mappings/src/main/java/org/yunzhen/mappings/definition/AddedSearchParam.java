package org.yunzhen.mappings.definition;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.yunzhen.mappings.definition.SearchParam.Component;
import org.yunzhen.mappings.definition.SearchParam.Kind;

/** Search parameters that are added to those of R4 while the service runs. */
public final class AddedSearchParam {
    private static final Map<Kind, Set<String>> TYPES =
            Map.of(
                    Kind.TOKEN,
                    Set.of(
                            "Coding",
                            "CodeableConcept",
                            "Identifier",
                            "ContactPoint",
                            "boolean",
                            "code",
                            "id",
                            "string",
                            "uri",
                            "oid",
                            "uuid"),
                    Kind.STRING,
                    Set.of("string", "markdown", "HumanName", "Address"),
                    Kind.DATE,
                    Set.of("date", "dateTime", "instant", "Period", "Timing"),
                    Kind.REFERENCE,
                    Set.of("Reference", "canonical"),
                    Kind.NUMBER,
                    Set.of("integer", "positiveInt", "unsignedInt", "decimal"),
                    Kind.QUANTITY,
                    Set.of("Quantity", "Age", "Duration", "Count", "Distance", "Money", "Range"),
                    Kind.URI,
                    Set.of("uri", "url", "canonical", "oid", "uuid"));

    private static final String FROM_RESOURCE = "%resource.";

    private AddedSearchParam() {}

    /** Whether parameters of a kind can be added at all. */
    public static boolean canBe(Kind kind) {
        return TYPES.containsKey(kind) || kind == Kind.COMPOSITE;
    }

    /**
     * A part of a composite, as its definition writes it.
     *
     * @param definitionUrl canonical URL of the SearchParameter that the part follows
     * @param expression from where the composite starts, or from {@code %resource}
     */
    public record Part(String definitionUrl, String expression) {}

    /**
     * Compiles one for a resource type. Of what its expression finds it keeps what can be searched
     * by its kind; its paths are empty where that is nothing.
     *
     * @param number tells it from all others of the tenant, see {@link SearchParam#numbered}
     * @param targets types that it says a reference may point at; where it says none, those of the
     *     elements count, and are empty when these may point at any
     * @throws UnsupportedExpressionException naming the part of the expression that is not
     *     understood
     */
    public static SearchParam compile(
            String base,
            String code,
            int number,
            Kind kind,
            String url,
            String expression,
            List<String> targets) {
        Definitions r4 = Definitions.r4();
        List<SearchPath> paths =
                PathReader.read(r4, base, expression).stream()
                        .filter(path -> TYPES.get(kind).contains(path.type()))
                        .toList();
        return new SearchParam(
                code,
                SearchParam.numbered(code, number),
                kind,
                url,
                kind == Kind.REFERENCE ? targets(base, targets, paths) : List.of(),
                paths,
                List.of());
    }

    /**
     * Compiles a composite. It has no index of its own: its parts are found by theirs.
     *
     * @param expression to where its parts start
     * @throws UnsupportedExpressionException naming the part of an expression that is not
     *     understood
     */
    public static SearchParam composite(
            String base, String code, int number, String url, String expression, List<Part> parts) {
        return new SearchParam(
                code,
                SearchParam.numbered(code, number),
                Kind.COMPOSITE,
                url,
                List.of(),
                PathReader.read(Definitions.r4(), base, expression),
                parts.stream().map(part -> component(base, expression, part)).toList());
    }

    private static Component component(String base, String start, Part part) {
        Definitions r4 = Definitions.r4();
        boolean fromRoot = part.expression().startsWith(FROM_RESOURCE);
        List<SearchPath> paths =
                fromRoot
                        ? PathReader.read(
                                r4, base, part.expression().substring(FROM_RESOURCE.length()))
                        : PathReader.readBelow(r4, base, start, part.expression());
        return new Component(part.definitionUrl(), fromRoot, paths);
    }

    private static List<String> targets(String base, List<String> said, List<SearchPath> paths) {
        Set<String> targets = new TreeSet<>(said);
        if (!targets.isEmpty()) {
            return List.copyOf(targets);
        }
        for (SearchPath path : paths) {
            List<String> possible = possible(base, path);
            if (possible.isEmpty()) {
                return List.of();
            }
            targets.addAll(possible);
        }
        return List.copyOf(targets);
    }

    private static List<String> possible(String base, SearchPath path) {
        if (path.resolvesTo() != null) {
            return List.of(path.resolvesTo());
        }
        Structure structure = Definitions.r4().structure(base);
        Property last = null;
        for (SearchPath.Step step : path.steps()) {
            last = structure == null ? null : structure.property(step.property());
            structure = last == null || last.isResource() ? null : last.structure();
        }
        return last == null ? List.of() : last.targets();
    }
}
