package org.yunzhen.hospital.fhir;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.yunzhen.hospital.store.JsonPaths;
import org.yunzhen.hospital.store.ParameterNumbers;
import org.yunzhen.hospital.store.Parameters;
import org.yunzhen.hospital.store.SearchQuery.Sort;
import org.yunzhen.hospital.store.SearchQuery.SortKey;
import org.yunzhen.mappings.definition.Definitions;
import org.yunzhen.mappings.definition.SearchParam;
import org.yunzhen.mappings.definition.SearchParam.Kind;
import org.yunzhen.mappings.definition.SearchPath;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/** The parameters that control how results come (R4 section 3.1.1.5). */
final class ResultParameters {
    /** Those that say what is shown of what was found, and how. */
    static final Set<String> NAMES =
            Set.of(
                    "_count",
                    "_elements",
                    "_format",
                    "_page",
                    "_pretty",
                    "_sort",
                    "_summary",
                    "_total");

    /** Of these the last would silently win, and {@code _sort} is one list (R4 3.1.1.5.1). */
    private static final Set<String> ONCE =
            Set.of("_count", "_page", "_sort", "_summary", "_total");

    private static final int COUNT_MAX = 1000;
    private static final int SORTS_MAX = 5;
    private static final Set<Kind> SORTED_IN_DOCUMENT =
            Set.of(Kind.TOKEN, Kind.REFERENCE, Kind.URI);

    private ResultParameters() {}

    /**
     * Requires that a parameter that stands once is new, and that none has an empty modifier.
     *
     * @param given names of the parameters before, to which this one is added
     * @throws RefusedException 400 {@code repeated-parameter} or {@code unsupported-modifier}
     */
    static void checkName(Set<String> given, String name) {
        if (name.endsWith(":")) {
            throw new RefusedException(
                    Refusal.UNSUPPORTED_MODIFIER, name.substring(0, name.length() - 1), "");
        }
        if (!given.add(name) && ONCE.contains(name)) {
            throw new RefusedException(Refusal.REPEATED_PARAMETER, name);
        }
    }

    static int count(String value) {
        if (!value.matches("[0-9]{1,9}")) {
            throw new RefusedException(Refusal.INVALID_PARAMETER, "_count");
        }
        return Math.min(Integer.parseInt(value), COUNT_MAX);
    }

    static boolean total(String value) {
        return switch (value) {
            case "none" -> false;
            case "estimate", "accurate" -> true;
            default -> throw new RefusedException(Refusal.INVALID_PARAMETER, "_total");
        };
    }

    /** Whether a {@code _summary} asks for nothing but the number of matches. */
    static boolean summary(String value) {
        return switch (value) {
            case "count" -> true;
            case "true", "text", "data", "false" -> false;
            default -> throw new RefusedException(Refusal.INVALID_PARAMETER, "_summary");
        };
    }

    /** Parameters by which to order, the first first, each with a minus for descending. */
    static List<Sort> sorts(
            Parameters parameters, ParameterNumbers numbers, String type, String value) {
        List<Sort> sorts =
                Arrays.stream(value.split(",", -1))
                        .map(one -> sort(parameters, numbers, type, one))
                        .toList();
        if (sorts.size() > SORTS_MAX) {
            throw new RefusedException(Refusal.INVALID_PARAMETER, "_sort");
        }
        return sorts;
    }

    private static Sort sort(
            Parameters parameters, ParameterNumbers numbers, String type, String value) {
        boolean descending = value.startsWith("-");
        String code = descending ? value.substring(1) : value;
        SearchParam param = parameters.find(type, code);
        if (param == null || param.paths().stream().anyMatch(SearchPath::truth)) {
            throw new RefusedException(Refusal.UNSUPPORTED_PARAMETER, "_sort");
        }
        SortKey key = key(param);
        boolean numbered = key == SortKey.DATE || key == SortKey.AMOUNT || key == SortKey.TEXT;
        return new Sort(
                key,
                numbered ? numbers.of(type, param.key()) : 0,
                descending,
                key == SortKey.DOCUMENT ? JsonPaths.order(param) : List.of());
    }

    private static SortKey key(SearchParam param) {
        switch (param.key()) {
            case "_id":
                return SortKey.ID;
            case "_lastUpdated":
                return SortKey.LAST_UPDATED;
            case "date":
                return param.kind() == Kind.DATE ? SortKey.OWN_DATE : kindOf(param);
            default:
                return kindOf(param);
        }
    }

    private static SortKey kindOf(SearchParam param) {
        if (SORTED_IN_DOCUMENT.contains(param.kind()) && !param.paths().isEmpty()) {
            return SortKey.DOCUMENT;
        }
        return switch (param.kind()) {
            case DATE -> SortKey.DATE;
            case STRING -> SortKey.TEXT;
            case NUMBER, QUANTITY -> SortKey.AMOUNT;
            default -> throw new RefusedException(Refusal.UNSUPPORTED_PARAMETER, "_sort");
        };
    }

    /**
     * @param modifier without the colon, or null
     */
    static SearchWish.Include include(
            Parameters parameters, String type, String name, String modifier, String value) {
        boolean iterate = "iterate".equals(modifier);
        if (modifier != null && !iterate) {
            throw new RefusedException(
                    Refusal.UNSUPPORTED_MODIFIER, name + ":" + modifier, modifier);
        }
        boolean reverse = name.equals("_revinclude");
        if (value.equals("*") && !reverse) {
            return new SearchWish.Include(iterate ? null : type, null, null, false, iterate);
        }
        String[] parts = value.split(":", -1);
        if (value.equals("*")) {
            throw new RefusedException(Refusal.UNSUPPORTED_PARAMETER, name);
        }
        boolean all = parts.length > 1 && parts[1].equals("*");
        SearchParam param = parts.length < 2 || all ? null : parameters.find(parts[0], parts[1]);
        if (parts.length < 2
                || parts.length > 3
                || !isUsable(type, parts, reverse, iterate)
                || !all && !isUsable(type, param, reverse, iterate)) {
            throw new RefusedException(Refusal.INVALID_PARAMETER, name);
        }
        return new SearchWish.Include(
                parts[0],
                all ? null : param.key(),
                parts.length == 3 ? parts[2] : null,
                reverse,
                iterate);
    }

    private static boolean isUsable(String type, String[] parts, boolean reverse, boolean iterate) {
        Definitions r4 = Definitions.r4();
        boolean target = parts.length < 3 || r4.isResourceType(parts[2]);
        boolean source = r4.isResourceType(parts[0]);
        boolean here = iterate || reverse || parts[0].equals(type);
        return source && here && target;
    }

    private static boolean isUsable(
            String type, SearchParam param, boolean reverse, boolean iterate) {
        return param != null
                && param.kind() == Kind.REFERENCE
                && (!reverse || iterate || param.targets().contains(type));
    }
}
