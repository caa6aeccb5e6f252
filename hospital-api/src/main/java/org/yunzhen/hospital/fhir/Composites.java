package org.yunzhen.hospital.fhir;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.yunzhen.hospital.store.Criterion;
import org.yunzhen.hospital.store.JsonPaths;
import org.yunzhen.mappings.definition.Definitions;
import org.yunzhen.mappings.definition.SearchParam;
import org.yunzhen.mappings.definition.SearchParam.Component;
import org.yunzhen.mappings.definition.SearchPath;
import org.yunzhen.mappings.json.FhirJson;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/**
 * Composite parameters (R4 section 3.1.1.4.15): the index finds what has each part, the document
 * tells whether one component has them all. Where the composite starts at the resource itself there
 * is but one, and the index suffices.
 */
final class Composites {
    /** A condition of one part as its own parameter makes it. */
    interface Part {
        Criterion of(SearchParam param, String value);
    }

    private final SearchParam composite;
    private final List<SearchParam> parts;
    private final ObjectNode variables = FhirJson.object();

    private Composites(String type, SearchParam composite) {
        this.composite = composite;
        this.parts = composite.components().stream().map(c -> param(type, c)).toList();
    }

    /**
     * A condition from one value.
     *
     * @param value its parts with {@code $} between them
     */
    static Criterion criterion(String type, SearchParam composite, String value, Part part) {
        return new Composites(type, composite).criterion(value, part);
    }

    private SearchParam param(String type, Component component) {
        return Definitions.r4().searchParams(type).stream()
                .filter(param -> param.definitionUrl().equals(component.definitionUrl()))
                .findFirst()
                .orElseThrow(
                        () ->
                                new RefusedException(
                                        Refusal.UNSUPPORTED_PARAMETER, composite.code()));
    }

    private Criterion criterion(String value, Part part) {
        List<String> values = Escapes.split(value, '$');
        if (values.size() != parts.size()) {
            throw invalid();
        }
        List<Criterion> all = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            all.add(part.of(parts.get(i), values.get(i)));
        }
        boolean one = composite.paths().stream().allMatch(path -> path.steps().isEmpty());
        if (!one) {
            List<String> paths =
                    composite.paths().stream().map(root -> together(root, values, all)).toList();
            String given = new String(FhirJson.write(variables), StandardCharsets.UTF_8);
            all.add(new Criterion.InDocument(paths, given, true));
        }
        return new Criterion.AllOf(all);
    }

    /** A path to one component that has all parts. */
    private String together(SearchPath root, List<String> values, List<Criterion> criteria) {
        List<String> conditions = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            Component component = composite.components().get(i);
            if (!component.fromRoot()) {
                conditions.add(has(i, values.get(i), criteria.get(i)));
            }
        }
        return JsonPaths.to("$", root) + " ? (" + String.join(" && ", conditions) + ")";
    }

    private String has(int at, String value, Criterion criterion) {
        return composite.components().get(at).paths().stream()
                .distinct()
                .map(
                        path ->
                                "exists("
                                        + JsonPaths.to("@", path)
                                        + test(path, at, value, criterion)
                                        + ")")
                .collect(Collectors.joining(" || ", "(", ")"));
    }

    private String test(SearchPath path, int at, String value, Criterion criterion) {
        if (criterion instanceof Criterion.AnyAmount amount) {
            return " ? (" + amount(path, at, amount.tests().get(0)) + ")";
        }
        return switch (path.type()) {
            case "CodeableConcept" -> ".\"coding\" ? (" + token(at, value) + ")";
            case "Coding" -> " ? (" + token(at, value) + ")";
            case "Reference" -> " ? (@.\"reference\" == " + variable("r" + at, value) + ")";
            case "code", "string", "boolean" ->
                    " ? (@ == " + variable("c" + at, value.substring(value.indexOf('|') + 1)) + ")";
            default -> " ? (1 == 0)";
        };
    }

    private String token(int at, String value) {
        int bar = Escapes.indexOf(value, '|');
        String code = "@.\"code\" == " + variable("c" + at, value.substring(bar + 1));
        if (bar < 0) {
            return code;
        }
        if (bar == 0) {
            return code + " && !exists(@.\"system\")";
        }
        String system = "@.\"system\" == " + variable("s" + at, value.substring(0, bar));
        return bar == value.length() - 1 ? system : code + " && " + system;
    }

    private String amount(SearchPath path, int at, Criterion.AmountTest test) {
        boolean range = path.type().equals("Range");
        boolean quantity = JsonPaths.isQuantity(path.type());
        String least = range ? "@.\"low\".\"value\"" : quantity ? "@.\"value\"" : "@";
        String greatest = range ? "@.\"high\".\"value\"" : least;
        String value = variable("v" + at, test.value());
        String low = variable("l" + at, test.low());
        String high = variable("h" + at, test.high());
        String compared =
                switch (test.comparison()) {
                    case EQ, AP -> least + " >= " + low + " && " + greatest + " < " + high;
                    case NE -> "(" + least + " < " + low + " || " + greatest + " >= " + high + ")";
                    case GT -> greatest + " > " + value;
                    case GE -> greatest + " >= " + value;
                    case LT -> least + " < " + value;
                    case LE -> least + " <= " + value;
                    case SA -> least + " > " + value;
                    case EB -> greatest + " < " + value;
                };
        if (!quantity) {
            return compared;
        }
        String system =
                test.system() == null
                        ? ""
                        : " && @.\"system\" == " + variable("u" + at, test.system());
        String unit = test.code() == null ? null : variable("w" + at, test.code());
        String code =
                unit == null
                        ? ""
                        : " && (@.\"code\" == " + unit + " || @.\"unit\" == " + unit + ")";
        return compared + system + code;
    }

    private String variable(String name, String escaped) {
        variables.put(name, Escapes.plain(escaped));
        return "$" + name;
    }

    private String variable(String name, BigDecimal value) {
        variables.put(name, value);
        return "$" + name;
    }

    private RefusedException invalid() {
        return new RefusedException(Refusal.INVALID_PARAMETER, composite.code());
    }
}
