package org.yunzhen.hospital.fhir.parameter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.yunzhen.hospital.store.AddedParameters.Definition;
import org.yunzhen.hospital.store.Parameters;
import org.yunzhen.mappings.definition.AddedSearchParam;
import org.yunzhen.mappings.definition.AddedSearchParam.Part;
import org.yunzhen.mappings.definition.Definitions;
import org.yunzhen.mappings.definition.SearchParam;
import org.yunzhen.mappings.definition.SearchParam.Kind;
import org.yunzhen.mappings.definition.UnsupportedExpressionException;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/** What a SearchParameter (R4 section 2.13) says, for each type of its base. */
final class SearchParameterReader {
    private static final String CODE = "code";
    private static final String BASE = "base";
    private static final String EXPRESSION = "expression";
    private static final Pattern CODES = Pattern.compile("[A-Za-z][A-Za-z0-9-]{0,63}");
    private static final int EXPRESSION_MAX = 2000;
    private static final int PATHS_MAX = 50;
    private static final int SHOWN_MAX = 100;

    /** Is made of the trail when it is searched, and has no index. */
    private static final String TRAIL = "AuditEvent";

    private final ObjectNode document;
    private final Parameters known;

    private SearchParameterReader(ObjectNode document, Parameters known) {
        this.document = document;
        this.known = known;
    }

    /**
     * What it defines; nothing where it is not active.
     *
     * @param document valid R4
     * @param known by which the tenant's resources are searched now; parts of composites are of
     *     them
     * @throws RefusedException 422 where it is active and cannot be served
     */
    static List<Definition> read(ObjectNode document, Parameters known) {
        return document.path("status").asText().equals("active")
                ? new SearchParameterReader(document, known).definitions()
                : List.of();
    }

    private List<Definition> definitions() {
        Kind kind = kind();
        String code = text(CODE);
        if (!CODES.matcher(code).matches()) {
            throw unsuitable(CODE, code);
        }
        String expression = expression();
        List<Part> parts = kind == Kind.COMPOSITE ? CompositeParts.read(document) : List.of();
        List<Definition> all = new ArrayList<>();
        for (String type : bases()) {
            Definition one =
                    new Definition(type, code, kind, text("url"), expression, targets(kind), parts);
            check(one);
            all.add(one);
        }
        return all;
    }

    private Kind kind() {
        Kind kind = Kind.valueOf(text("type").toUpperCase(Locale.ROOT));
        if (!AddedSearchParam.canBe(kind)) {
            throw unsuitable("type", text("type"));
        }
        return kind;
    }

    private String expression() {
        if (!document.has(EXPRESSION)) {
            throw new RefusedException(Refusal.ELEMENT_MISSING, EXPRESSION).at(path(EXPRESSION));
        }
        String expression = text(EXPRESSION);
        if (expression.length() > EXPRESSION_MAX) {
            throw unsuitable(EXPRESSION, expression);
        }
        return expression;
    }

    private Set<String> bases() {
        Set<String> bases = new LinkedHashSet<>();
        for (JsonNode base : document.path(BASE)) {
            String type = base.asText();
            if (!Definitions.r4().isResourceType(type) || type.equals(TRAIL)) {
                throw unsuitable(BASE, type);
            }
            bases.add(type);
        }
        return bases;
    }

    private List<String> targets(Kind kind) {
        Set<String> targets = new TreeSet<>();
        if (kind == Kind.REFERENCE) {
            document.path("target").forEach(target -> targets.add(target.asText()));
        }
        return List.copyOf(targets);
    }

    private void check(Definition one) {
        if (Definitions.r4().searchParam(one.type(), one.code()) != null) {
            throw new RefusedException(Refusal.SEARCH_PARAMETER_TAKEN, one.type(), one.code())
                    .at(path(CODE));
        }
        SearchParam param = compiled(one);
        if (param.paths().isEmpty()) {
            String kind = one.kind().name().toLowerCase(Locale.ROOT);
            throw new RefusedException(Refusal.EXPRESSION_FINDS_NOTHING, one.type(), kind)
                    .at(path(EXPRESSION));
        }
        if (param.paths().size() > PATHS_MAX) {
            throw unsuitable(EXPRESSION, one.expression());
        }
        if (one.kind() == Kind.REFERENCE && param.targets().isEmpty()) {
            throw new RefusedException(Refusal.SEARCH_TARGET_MISSING).at(path("target"));
        }
        if (one.kind() == Kind.COMPOSITE) {
            CompositeParts.check(one, param, known);
        }
    }

    private static SearchParam compiled(Definition one) {
        try {
            if (one.kind() == Kind.COMPOSITE) {
                return AddedSearchParam.composite(
                        one.type(), one.code(), 0, one.url(), one.expression(), one.parts());
            }
            return AddedSearchParam.compile(
                    one.type(),
                    one.code(),
                    0,
                    one.kind(),
                    one.url(),
                    one.expression(),
                    one.targets());
        } catch (UnsupportedExpressionException e) {
            throw new RefusedException(Refusal.EXPRESSION_NOT_SUPPORTED, shown(e.getMessage()))
                    .at(path(EXPRESSION));
        }
    }

    static RefusedException unsuitable(String element, String value) {
        return new RefusedException(Refusal.SEARCH_PARAMETER_UNSUITABLE, element, shown(value))
                .at(path(element));
    }

    private static String shown(String value) {
        return value.length() > SHOWN_MAX ? value.substring(0, SHOWN_MAX) + "…" : value;
    }

    private static String path(String element) {
        return "SearchParameter." + element;
    }

    private String text(String element) {
        return document.path(element).asText();
    }
}
