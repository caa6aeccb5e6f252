package org.yunzhen.hospital.fhir.bulk;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yunzhen.hospital.access.Access;
import org.yunzhen.hospital.access.AccessTable;
import org.yunzhen.hospital.access.Action;
import org.yunzhen.hospital.access.Caller;
import org.yunzhen.hospital.access.Reach;
import org.yunzhen.hospital.fhir.Answer;
import org.yunzhen.hospital.fhir.Call;
import org.yunzhen.hospital.fhir.CriteriaReader;
import org.yunzhen.hospital.fhir.Inputs;
import org.yunzhen.hospital.fhir.Sending;
import org.yunzhen.hospital.store.Ids;
import org.yunzhen.hospital.store.InTurn;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.definition.Definitions;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/**
 * Begins an export: of what the caller may search without any limit but its tenant, and of nothing
 * else. It is one statement, so that it may be asked by GET.
 */
@ApplicationScoped
class ExportKickOff {
    private static final int ACCEPTED = 202;
    private static final int UNDER_WAY_MAX = 10;
    private static final Set<Reach> WHOLE = Set.of(Reach.TENANT, Reach.PUBLIC);

    /** Answered from the trail, and not among the documents. */
    private static final String TRAIL = "AuditEvent";

    private final Access access;
    private final ExportJobs jobs;
    private final CriteriaReader criteria;

    ExportKickOff(Access access, ExportJobs jobs, CriteriaReader criteria) {
        this.access = access;
        this.jobs = jobs;
        this.criteria = criteria;
    }

    /** Of all types there are. */
    Uni<Answer> ofAll(Call call, Tx tx) {
        return begin(call, tx, Definitions.r4().resourceTypes(), false, null);
    }

    /**
     * Of what stands in the compartments of patients.
     *
     * @param members only of these, or null for all
     */
    Uni<Answer> ofPatients(Call call, Tx tx, List<String> members) {
        List<String> types = new ArrayList<>();
        for (String type : Definitions.r4().resourceTypes()) {
            boolean inCompartment =
                    type.equals("Patient")
                            || type.equals("Task")
                            || type.equals("Bundle")
                            || !Definitions.r4().patientCompartment(type).isEmpty();
            if (inCompartment) {
                types.add(type);
            }
        }
        return begin(call, tx, types, true, members);
    }

    private Uni<Answer> begin(
            Call call, Tx tx, Iterable<String> offered, boolean ofPatients, List<String> members) {
        Inputs inputs = Inputs.of(call);
        ExportWish wish = ExportWish.of(inputs);
        String id = Ids.next();
        ExportJob job =
                new ExportJob(
                        id,
                        request(call, inputs),
                        tx.now(),
                        wish.since(),
                        types(call.caller(), wish, offered),
                        wish.filters(),
                        ofPatients,
                        members,
                        0,
                        "",
                        0,
                        0,
                        null,
                        null);
        String status = call.site().base() + "/$export/" + id;
        return InTurn.each(wish.filters(), filter -> criteria.read(tx, ExportWish.FILTER, filter))
                .chain(() -> jobs.begin(tx, call.caller(), job, UNDER_WAY_MAX))
                .map(begun -> answer(begun, status));
    }

    private static Answer answer(boolean begun, String status) {
        if (!begun) {
            throw new RefusedException(Refusal.TOO_MANY_ATTEMPTS);
        }
        return Answer.sent(ACCEPTED, Sending.headers(Map.of("Content-Location", status)));
    }

    /** A type that is named must be one that the caller may have; of all, those are meant. */
    private List<String> types(Caller caller, ExportWish wish, Iterable<String> offered) {
        List<String> types = new ArrayList<>();
        for (String type : offered) {
            boolean named = wish.types().contains(type);
            if (!wish.types().isEmpty() && !named) {
                continue;
            }
            if (isWhole(caller, type)) {
                types.add(type);
            } else if (named) {
                throw access.denial(caller);
            }
        }
        if (types.size() < wish.types().size()) {
            throw new RefusedException(Refusal.INVALID_PARAMETER, "_type");
        }
        return types;
    }

    private static boolean isWhole(Caller caller, String type) {
        return !type.equals(TRAIL)
                && AccessTable.grant(caller.role(), type, Action.SEARCH)
                        .filter(grant -> WHOLE.contains(grant.reach()))
                        .isPresent();
    }

    private static String request(Call call, Inputs inputs) {
        String type = call.type() == null ? "" : "/" + call.type();
        String id = call.id() == null ? "" : "/" + call.id();
        List<String> pairs = new ArrayList<>();
        for (String name : List.of("_outputFormat", "_since", "_type", ExportWish.FILTER)) {
            inputs.named(name)
                    .forEach(
                            given ->
                                    pairs.add(
                                            name
                                                    + "="
                                                    + URLEncoder.encode(
                                                            Inputs.value(given).asText(),
                                                            StandardCharsets.UTF_8)));
        }
        String query = pairs.isEmpty() ? "" : "?" + String.join("&", pairs);
        return call.site().base() + type + id + "/$export" + query;
    }
}
