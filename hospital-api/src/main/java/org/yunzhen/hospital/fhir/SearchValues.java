package org.yunzhen.hospital.fhir;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.yunzhen.hospital.store.Criterion;
import org.yunzhen.hospital.store.Criterion.TextMatch;
import org.yunzhen.hospital.store.Criterion.TextTest;
import org.yunzhen.hospital.store.IndexVersion;
import org.yunzhen.hospital.store.JsonPaths;
import org.yunzhen.hospital.store.ParameterNumbers;
import org.yunzhen.hospital.store.SearchTerms;
import org.yunzhen.mappings.definition.OwnSearchParams;
import org.yunzhen.mappings.definition.SearchParam;
import org.yunzhen.mappings.json.FhirJson;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/** Values of search parameters as conditions (R4 section 3.1.1.4). */
@ApplicationScoped
class SearchValues {
    /** A parameter that can name one of these is searched for one person's, or one visit's. */
    private static final Set<String> ONE_AMONG_MANY = Set.of("Patient", "Encounter");

    private static final Set<String> WITH_TEXT = Set.of("CodeableConcept", "Coding", "Identifier");

    private final SearchTerms terms;
    private final ParameterNumbers numbers;
    private final IndexVersion index;

    SearchValues(SearchTerms terms, ParameterNumbers numbers, IndexVersion index) {
        this.index = index;
        this.terms = terms;
        this.numbers = numbers;
    }

    /**
     * A condition from one occurrence of a parameter; its values, parted by commas, are
     * alternatives.
     *
     * @param modifier without the colon, or null
     */
    Criterion criterion(
            String tenant, String type, SearchParam param, String modifier, String value) {
        if ("missing".equals(modifier)) {
            return missing(tenant, type, param, value);
        }
        List<String> values = Escapes.split(value, ',');
        return switch (param.kind()) {
            case TOKEN -> token(tenant, type, param, modifier, values);
            case REFERENCE -> reference(tenant, type, param, modifier, values);
            case URI -> uri(tenant, type, param, modifier, values);
            case STRING -> text(type, param, modifier, values);
            case DATE -> {
                plain(param, modifier);
                yield new Criterion.AnyDate(
                        numbers.of(type, param.code()),
                        values.stream().map(v -> Comparisons.date(param.code(), v)).toList());
            }
            case NUMBER, QUANTITY -> {
                plain(param, modifier);
                yield new Criterion.AnyAmount(
                        numbers.of(type, param.code()),
                        values.stream().map(v -> Comparisons.amount(param.code(), v)).toList());
            }
            case COMPOSITE -> {
                plain(param, modifier);
                yield new Criterion.AnyOf(
                        values.stream().map(v -> composite(tenant, type, param, v)).toList());
            }
            case SPECIAL -> throw new RefusedException(Refusal.UNSUPPORTED_PARAMETER, param.code());
        };
    }

    private Criterion composite(String tenant, String type, SearchParam param, String value) {
        return Composites.criterion(
                type, param, value, (part, v) -> criterion(tenant, type, part, null, v));
    }

    /** {@code true}: the parameter finds nothing in the resource; {@code false}: it does. */
    private Criterion missing(String tenant, String type, SearchParam param, String value) {
        if (!value.equals("true") && !value.equals("false")) {
            throw invalid(param.code());
        }
        boolean wanted = value.equals("false");
        return switch (param.kind()) {
            case DATE, NUMBER, QUANTITY, STRING ->
                    new Criterion.HasRows(param.kind(), numbers.of(type, param.code()), wanted);
            case TOKEN, REFERENCE, URI -> present(tenant, type, param, wanted);
            case COMPOSITE, SPECIAL -> throw unsupported(param, "missing");
        };
    }

    /** While the index is not complete, the documents tell, as they did before it knew. */
    private Criterion present(String tenant, String type, SearchParam param, boolean wanted) {
        if (!index.isComplete()) {
            return new Criterion.InDocument(JsonPaths.to(param), "{}", wanted);
        }
        List<Long> present = List.of(terms.present(tenant, type, param.code()));
        return wanted ? new Criterion.AnyTerm(present) : new Criterion.NoTerm(present);
    }

    /** {@code system|code|value}: found by its value, then asked for the type beside it. */
    private Criterion ofType(String tenant, String type, SearchParam param, String value) {
        List<String> parts = Escapes.split(value, '|');
        boolean identifiers =
                param.paths().stream().allMatch(path -> path.type().equals("Identifier"));
        if (!identifiers) {
            throw unsupported(param, "of-type");
        }
        if (parts.size() != 3) {
            throw invalid(param.code());
        }
        List<String> plain = parts.stream().map(v -> filled(param, Escapes.plain(v))).toList();
        String variables =
                new String(
                        FhirJson.write(
                                FhirJson.object()
                                        .put("s", plain.get(0))
                                        .put("c", plain.get(1))
                                        .put("v", plain.get(2))),
                        StandardCharsets.UTF_8);
        List<String> paths =
                JsonPaths.to(param).stream()
                        .map(
                                path ->
                                        path
                                                + " ? (@.value == $v && exists(@.type.coding"
                                                + " ? (@.system == $s && @.code == $c)))")
                        .toList();
        long found = terms.code(tenant, type, param.code(), plain.get(2));
        return new Criterion.AllOf(
                List.of(
                        new Criterion.AnyTerm(List.of(found)),
                        new Criterion.InDocument(paths, variables, true)));
    }

    private Criterion token(
            String tenant, String type, SearchParam param, String modifier, List<String> values) {
        if ("of-type".equals(modifier)) {
            return new Criterion.AnyOf(
                    values.stream().map(v -> ofType(tenant, type, param, v)).toList());
        }
        if ("text".equals(modifier)) {
            return tokenText(type, param, values);
        }
        List<Long> hashes = values.stream().map(v -> tokenTerm(tenant, type, param, v)).toList();
        if (modifier == null) {
            boolean wholeSystem = values.stream().anyMatch(v -> v.endsWith("|"));
            return new Criterion.AnyTerm(hashes, param.code().equals("identifier") && !wholeSystem);
        }
        if (modifier.equals("not")) {
            return new Criterion.NoTerm(hashes);
        }
        throw unsupported(param, modifier);
    }

    /** What is displayed of a code, or said beside it (R4 section 3.1.1.4.10), as a string. */
    private Criterion tokenText(String type, SearchParam param, List<String> values) {
        boolean said = param.paths().stream().anyMatch(path -> WITH_TEXT.contains(path.type()));
        if (!said) {
            throw unsupported(param, "text");
        }
        if (!index.isComplete()) {
            throw new RefusedException(Refusal.INDEX_INCOMPLETE);
        }
        return text(type, param, null, values);
    }

    private long tokenTerm(String tenant, String type, SearchParam param, String value) {
        int bar = Escapes.indexOf(value, '|');
        if (bar < 0) {
            return terms.code(tenant, type, param.code(), filled(param, Escapes.plain(value)));
        }
        String system = Escapes.plain(value.substring(0, bar));
        String code = Escapes.plain(value.substring(bar + 1));
        return code.isEmpty()
                ? terms.system(tenant, type, param.code(), filled(param, system))
                : terms.systemAndCode(tenant, type, param.code(), system, code);
    }

    private Criterion reference(
            String tenant, String type, SearchParam param, String modifier, List<String> values) {
        boolean ofAnySystem = values.stream().anyMatch(v -> Escapes.indexOf(v, '|') < 0);
        if ("identifier".equals(modifier) && ofAnySystem) {
            return new Criterion.AnyOf(values.stream().map(v -> identifier(param, v)).toList());
        }
        List<Long> hashes = new ArrayList<>();
        for (String escaped : values) {
            String value = filled(param, Escapes.plain(escaped));
            if ("identifier".equals(modifier)) {
                int bar = Escapes.indexOf(escaped, '|');
                String system = Escapes.plain(escaped.substring(0, bar));
                String code = Escapes.plain(escaped.substring(bar + 1));
                hashes.add(terms.systemAndCode(tenant, type, param.code(), system, code));
            } else if (value.contains("/") || value.contains(":")) {
                String local = local(value);
                if (modifier == null || isOf(param, modifier, local)) {
                    hashes.add(terms.reference(tenant, type, param.code(), local));
                }
            } else {
                targets(param, modifier)
                        .forEach(
                                target ->
                                        hashes.add(
                                                terms.reference(
                                                        tenant,
                                                        type,
                                                        param.code(),
                                                        target + "/" + value)));
            }
        }
        boolean ofOne = param.targets().stream().anyMatch(ONE_AMONG_MANY::contains);
        Criterion any = new Criterion.AnyTerm(hashes, ofOne);
        return modifier == null ? ofAnyVersion(param, values, any) : any;
    }

    /** A canonical without a version means each: while the index is not complete, as written. */
    private Criterion ofAnyVersion(SearchParam param, List<String> escaped, Criterion any) {
        boolean canonical =
                param.paths().stream().anyMatch(path -> path.type().equals("canonical"));
        if (index.isComplete() || !canonical) {
            return any;
        }
        List<Criterion> either = new ArrayList<>(List.of(any));
        escaped.forEach(v -> either.add(UriPaths.versions(param, Escapes.plain(v))));
        return new Criterion.AnyOf(either);
    }

    /** An identifier of whatever system stands in the document alone. */
    private static Criterion identifier(SearchParam param, String escaped) {
        int bar = Escapes.indexOf(escaped, '|');
        String system = bar < 0 ? "" : " && @.identifier.system == $s";
        String variables =
                new String(
                        FhirJson.write(
                                FhirJson.object()
                                        .put(
                                                "s",
                                                Escapes.plain(
                                                        escaped.substring(0, Math.max(bar, 0))))
                                        .put(
                                                "v",
                                                filled(
                                                        param,
                                                        Escapes.plain(
                                                                escaped.substring(bar + 1))))),
                        StandardCharsets.UTF_8);
        return new Criterion.InDocument(
                JsonPaths.to(param).stream()
                        .map(path -> path + " ? (@.identifier.value == $v" + system + ")")
                        .toList(),
                variables,
                true);
    }

    /** Whether what is named is of the type that the modifier asks for. */
    private static boolean isOf(SearchParam param, String modifier, String reference) {
        String wanted = targets(param, modifier).get(0);
        return reference.startsWith(wanted + "/") || reference.contains("/" + wanted + "/");
    }

    private static List<String> targets(SearchParam param, String modifier) {
        if (modifier == null) {
            return param.targets();
        }
        if (param.targets().contains(modifier)) {
            return List.of(modifier);
        }
        throw unsupported(param, modifier);
    }

    /** A relative reference without its version; anything else as it is. */
    private static String local(String reference) {
        int history = reference.indexOf("/_history/");
        return history < 0 ? reference : reference.substring(0, history);
    }

    private Criterion uri(
            String tenant, String type, SearchParam param, String modifier, List<String> values) {
        List<String> uris = values.stream().map(v -> filled(param, Escapes.plain(v))).toList();
        if ("below".equals(modifier)) {
            return new Criterion.AnyOf(
                    uris.stream().map(uri -> UriPaths.below(param, uri)).toList());
        }
        boolean above = "above".equals(modifier);
        if (!above) {
            plain(param, modifier);
        }
        Criterion any =
                new Criterion.AnyTerm(
                        uris.stream()
                                .flatMap(uri -> above ? UriPaths.above(uri) : Stream.of(uri))
                                .map(uri -> terms.uri(tenant, type, param.code(), uri))
                                .toList());
        return above ? any : ofAnyVersion(param, values, any);
    }

    private Criterion text(String type, SearchParam param, String modifier, List<String> values) {
        if (param.code().equals(OwnSearchParams.PINYIN) && !index.isComplete()) {
            throw new RefusedException(Refusal.INDEX_INCOMPLETE);
        }
        TextMatch match =
                switch (modifier == null ? "" : modifier) {
                    case "" -> TextMatch.STARTS;
                    case "contains" -> TextMatch.CONTAINS;
                    case "exact" -> TextMatch.EXACT;
                    default -> throw unsupported(param, modifier);
                };
        return new Criterion.AnyText(
                numbers.of(type, param.code()),
                values.stream()
                        .map(v -> new TextTest(match, filled(param, Escapes.plain(v))))
                        .toList());
    }

    private static void plain(SearchParam param, String modifier) {
        if (modifier != null) {
            throw unsupported(param, modifier);
        }
    }

    private static String filled(SearchParam param, String value) {
        if (value.isEmpty()) {
            throw invalid(param.code());
        }
        return value;
    }

    private static RefusedException invalid(String code) {
        return new RefusedException(Refusal.INVALID_PARAMETER, code);
    }

    private static RefusedException unsupported(SearchParam param, String modifier) {
        return new RefusedException(
                Refusal.UNSUPPORTED_MODIFIER, param.code() + ":" + modifier, modifier);
    }
}
