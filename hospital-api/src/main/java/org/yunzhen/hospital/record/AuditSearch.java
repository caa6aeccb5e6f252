package org.yunzhen.hospital.record;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
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
    /** Those of R4 that are conditions on the trail. */
    static final Set<String> PARAMETERS =
            Set.of("_id", "_lastUpdated", "date", "agent", "patient", "entity", "action");

    private static final Set<String> CONTROLS =
            Set.of("_count", "_page", "_since", "_format", "_pretty");
    private static final Set<String> NEWEST_FIRST = Set.of("-date", "-_lastUpdated");
    private static final int PREFIX_CHARACTERS = 2;

    private AuditSearch() {}

    /**
     * @throws RefusedException 400 for a parameter that is not served or has a wrong value
     */
    static TrailFilter filter(Call call, PageWish wish) {
        TrailFilter filter = new TrailFilter(call.tenant()).from(wish.since()).before(seq(wish));
        for (Map.Entry<String, String> entry : call.query()) {
            if (!CONTROLS.contains(entry.getKey())) {
                add(filter, entry.getKey(), entry.getValue());
            }
        }
        return filter;
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
        switch (name) {
            case "_id" -> filter.seq(number(value));
            case "date", "_lastUpdated" -> date(filter, name, value);
            case "agent" -> filter.actor(agent(value));
            case "patient" -> filter.patient(patient(value));
            case "entity" -> {
                RelativeReference entity = reference("entity", value);
                filter.resource(entity.type(), entity.id());
            }
            case "action" -> action(filter, value);
            case "_sort" -> {
                if (!NEWEST_FIRST.contains(value)) {
                    throw new RefusedException(Refusal.UNSUPPORTED_PARAMETER, "_sort");
                }
            }
            default -> throw unknown(name);
        }
    }

    private static RefusedException unknown(String name) {
        boolean r4 = Definitions.r4().searchParam("AuditEvent", name) != null;
        return new RefusedException(
                r4 ? Refusal.UNSUPPORTED_PARAMETER : Refusal.UNKNOWN_PARAMETER,
                name.length() > 40 ? "?" : name);
    }

    private static long number(String value) {
        if (!value.matches("[0-9]{1,18}")) {
            throw Inputs.invalid("_id");
        }
        return Long.parseLong(value);
    }

    private static void date(TrailFilter filter, String name, String value) {
        boolean prefixed = value.matches("[a-z]{2}.*");
        String prefix = prefixed ? value.substring(0, PREFIX_CHARACTERS) : "eq";
        String text = prefixed ? value.substring(PREFIX_CHARACTERS) : value;
        DateRange range = DateRange.parse(text.replace(' ', '+'));
        if (range == null) {
            throw Inputs.invalid(name);
        }
        OffsetDateTime low = range.low().atOffset(ZoneOffset.UTC);
        OffsetDateTime high = range.high().atOffset(ZoneOffset.UTC);
        switch (prefix) {
            case "eq", "ap" -> filter.from(low).until(high);
            case "ge" -> filter.from(low);
            case "gt", "sa" -> filter.from(high);
            case "le" -> filter.until(high);
            case "lt", "eb" -> filter.until(low);
            default -> throw Inputs.invalid(name);
        }
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

    private static void action(TrailFilter filter, String value) {
        AuditActions action =
                AuditActions.ofCode(value).orElseThrow(() -> Inputs.invalid("action"));
        if (action == AuditActions.E) {
            filter.operationsOr(action.names());
        } else {
            filter.actions(action.names());
        }
    }
}
