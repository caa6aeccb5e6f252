package org.yunzhen.hospital.record;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.yunzhen.hospital.fhir.Call;
import org.yunzhen.hospital.fhir.Inputs;
import org.yunzhen.mappings.definition.Definitions;
import org.yunzhen.mappings.definition.RelativeReference;
import org.yunzhen.mappings.index.DateRange;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/**
 * Search parameters of AuditEvent as conditions on the trail. One that is not served is refused and
 * never ignored: whoever looks for a breach must not be shown less, or more, than was asked for.
 */
final class AuditSearch {
    /** What of R4's parameters is served. */
    static final Set<String> SERVED =
            Set.of(
                    "_id",
                    "_lastUpdated",
                    "action",
                    "agent",
                    "date",
                    "entity",
                    "outcome",
                    "patient");

    private static final Set<String> CONTROLS =
            Set.of("_count", "_page", "_since", "_total", "_format", "_pretty");

    /** Of two that differ one would silently win. */
    private static final Set<String> ONCE = Set.of("_count", "_page", "_since", "_sort", "_total");

    private static final String NOT = "not";
    private static final String OF_ACTIONS = "http://hl7.org/fhir/audit-event-action";
    private static final String OF_OUTCOMES = "http://hl7.org/fhir/audit-event-outcome";
    private static final int VALUES_MAX = 100;
    private static final Set<String> NEWEST_FIRST = Set.of("-date", "-_lastUpdated");
    private static final Set<String> TOTALS = Set.of("none", "estimate", "accurate");
    private static final int SHOWN_MAX = 40;
    private static final int PREFIX_CHARACTERS = 2;

    private AuditSearch() {}

    /**
     * @throws RefusedException 400 for a parameter that is not served or has a wrong value
     */
    static TrailFilter filter(Call call, PageWish wish) {
        TrailFilter filter = new TrailFilter(call.tenant()).from(wish.since());
        Set<String> given = new HashSet<>();
        for (Map.Entry<String, String> entry : call.query()) {
            if (!given.add(entry.getKey()) && ONCE.contains(entry.getKey())) {
                throw new RefusedException(Refusal.REPEATED_PARAMETER, entry.getKey());
            }
            if (!CONTROLS.contains(entry.getKey())) {
                add(filter, entry.getKey(), entry.getValue());
            }
        }
        return filter;
    }

    /** Whether the number of all is wished. */
    static boolean isCounted(Call call) {
        String total = call.parameter("_total");
        if (total != null && !TOTALS.contains(total)) {
            throw Inputs.invalid("_total");
        }
        return total != null && !total.equals("none");
    }

    /** Names of the parameters used, for the trail. */
    static String names(Call call) {
        return call.query().stream()
                .map(Map.Entry::getKey)
                .distinct()
                .collect(Collectors.joining(" "));
    }

    /** The row a page begins after, or null. */
    static Long seq(PageWish wish) {
        if (wish.after() == null) {
            return null;
        }
        if (!wish.after().matches("[0-9]{1,18}")) {
            throw new RefusedException(Refusal.INVALID_PAGE);
        }
        return Long.valueOf(wish.after());
    }

    private static void add(TrailFilter filter, String name, String value) {
        int colon = name.indexOf(':');
        String code = colon < 0 ? name : name.substring(0, colon);
        boolean negated = colon >= 0 && NOT.equals(name.substring(colon + 1));
        boolean negatable = code.equals("action") || code.equals("outcome");
        if (SERVED.contains(code) && colon >= 0 && !(negated && negatable)) {
            throw new RefusedException(
                    Refusal.UNSUPPORTED_MODIFIER, shown(name), shown(name.substring(colon + 1)));
        }
        switch (code) {
            case "_id" -> filter.seq(each(code, value, AuditSearch::number));
            case "date", "_lastUpdated" -> filter.within(each(code, value, one -> date(code, one)));
            case "agent" -> filter.actors(each(code, value, AuditSearch::agent));
            case "patient" -> filter.patients(each(code, value, AuditSearch::patient));
            case "entity" -> filter.resources(each(code, value, one -> reference(code, one)));
            case "action" -> actions(filter, each(code, value, AuditSearch::action), !negated);
            case "outcome" -> filter.outcomes(each(code, value, AuditSearch::outcome), !negated);
            case "_sort" -> {
                if (colon >= 0 || !NEWEST_FIRST.contains(value)) {
                    throw new RefusedException(Refusal.UNSUPPORTED_PARAMETER, "_sort");
                }
            }
            default -> throw unknown(name, code);
        }
    }

    private static RefusedException unknown(String name, String code) {
        boolean r4 = Definitions.r4().searchParam("AuditEvent", code) != null;
        return new RefusedException(
                r4 ? Refusal.UNSUPPORTED_PARAMETER : Refusal.UNKNOWN_PARAMETER, shown(name));
    }

    private static String shown(String name) {
        return name.length() > SHOWN_MAX ? "?" : name;
    }

    /** Values parted by commas, one of which must hold. */
    private static <T> List<T> each(String name, String value, Function<String, T> read) {
        List<String> values = List.of(value.split(",", -1));
        if (values.size() > VALUES_MAX) {
            throw Inputs.invalid(name);
        }
        return values.stream().map(read).toList();
    }

    private static long number(String value) {
        if (!value.matches("[0-9]{1,18}")) {
            throw Inputs.invalid("_id");
        }
        return Long.parseLong(value);
    }

    private static TrailFilter.Span date(String name, String value) {
        boolean prefixed = value.matches("[a-z]{2}.*");
        String prefix = prefixed ? value.substring(0, PREFIX_CHARACTERS) : "eq";
        String text = prefixed ? value.substring(PREFIX_CHARACTERS) : value;
        DateRange range = DateRange.parse(text.replace(' ', '+'));
        if (range == null) {
            throw Inputs.invalid(name);
        }
        OffsetDateTime low = range.low().atOffset(ZoneOffset.UTC);
        OffsetDateTime high = range.high().atOffset(ZoneOffset.UTC);
        return switch (prefix) {
            case "eq", "ap" -> new TrailFilter.Span(low, high);
            case "ge" -> new TrailFilter.Span(low, null);
            case "gt", "sa" -> new TrailFilter.Span(high, null);
            case "le" -> new TrailFilter.Span(null, high);
            case "lt", "eb" -> new TrailFilter.Span(null, low);
            default -> throw Inputs.invalid(name);
        };
    }

    private static String agent(String value) {
        RelativeReference agent = reference("agent", value);
        return agent.type() + "/" + agent.id();
    }

    private static String patient(String value) {
        if (RelativeReference.isId(value)) {
            return value;
        }
        RelativeReference patient = reference("patient", value);
        if (!patient.type().equals("Patient")) {
            throw Inputs.invalid("patient");
        }
        return patient.id();
    }

    private static RelativeReference reference(String name, String value) {
        RelativeReference reference = RelativeReference.parse(value);
        if (reference == null) {
            throw Inputs.invalid(name);
        }
        return reference;
    }

    private static void actions(TrailFilter filter, List<AuditActions> any, boolean wanted) {
        List<String> names = any.stream().flatMap(action -> action.names().stream()).toList();
        filter.actions(names, any.contains(AuditActions.E), wanted);
    }

    private static AuditActions action(String value) {
        return AuditActions.ofCode(code(value, OF_ACTIONS))
                .orElseThrow(() -> Inputs.invalid("action"));
    }

    private static AuditOutcome outcome(String value) {
        return AuditOutcome.ofCode(code(value, OF_OUTCOMES))
                .orElseThrow(() -> Inputs.invalid("outcome"));
    }

    /** A code alone, or with the system that R4 gives it. */
    private static String code(String value, String system) {
        return value.startsWith(system + "|") ? value.substring(system.length() + 1) : value;
    }
}
