package org.yunzhen.hospital.access;

import static java.util.Collections.disjoint;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yunzhen.hospital.store.Standing;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.refusal.Issue;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;
import org.yunzhen.mappings.refusal.Said;

/**
 * The one decision: may this caller do this, and which rule says so. Denies unless a rule allows.
 */
@ApplicationScoped
public class Access {
    /** The relation of a patient to their own record. */
    public static final String SELF = "self";

    /** The relation that a resource names the caller among those who work on it. */
    public static final String PARTY = "party";

    private static final String RELATION =
            """
            SELECT kind FROM care_relation
             WHERE tenant = $1 AND actor = ANY($2) AND patient = ANY($3)
               AND valid_from <= now() AND valid_until > now()
             ORDER BY kind LIMIT 1""";

    private static final String RELATED =
            """
            SELECT DISTINCT patient FROM care_relation
             WHERE tenant = $1 AND actor = ANY($2) AND patient = ANY($3)
               AND valid_from <= now() AND valid_until > now()""";

    /**
     * The rule by which a role may do something to a type at all.
     *
     * @throws RefusedException 401 without a token, 403 when no rule allows
     */
    public Grant require(Caller caller, String type, Action action) {
        return AccessTable.grant(caller.role(), type, action).orElseThrow(() -> denial(caller));
    }

    /**
     * The same where nothing that is stored decides: the caller may be told that it is the role.
     * Elsewhere it would tell what is there from what is not.
     */
    public Grant requireOfRole(Caller caller, String type, Action action) {
        return AccessTable.grant(caller.role(), type, action)
                .orElseThrow(() -> denialOfRole(caller, action.code() + " " + type));
    }

    /** What a caller is told whose role may not do something at all. */
    public RefusedException denialOfRole(Caller caller, String what) {
        if (caller.role() == Role.ANONYMOUS) {
            return denial(caller);
        }
        String role = caller.role().code();
        return new RefusedException(
                Issue.saying(
                        Refusal.FORBIDDEN,
                        new Said(
                                "没有规则允许角色 " + role + " 执行 " + what,
                                "No rule lets the role " + role + " do this: " + what)));
    }

    /** What a caller whom nothing allows is told: to sign in, or that it is not theirs. */
    public RefusedException denial(Caller caller) {
        return new RefusedException(
                caller.role() == Role.ANONYMOUS ? Refusal.UNAUTHENTICATED : Refusal.FORBIDDEN);
    }

    /**
     * Whether a grant reaches a resource: the relation through which it does, or a refusal that
     * does not tell a hidden resource from one that is not there.
     */
    public Uni<String> relation(Tx tx, Caller caller, Grant grant, Stored stored) {
        return relation(tx, caller, grant.reach(), stored.patients(), stored.parties());
    }

    /** The same for a document that is about to be written. */
    public Uni<String> relation(
            Tx tx, Caller caller, Reach reach, List<String> patients, List<String> parties) {
        Optional<String> known = withoutAsking(caller, reach, patients, parties);
        if (known.isPresent()) {
            return Uni.createFrom().item(known.get());
        }
        if (!isAskable(reach) || patients.isEmpty()) {
            return Uni.createFrom().failure(denial(caller));
        }
        return tx.run(
                        RELATION,
                        tx.tenant(),
                        caller.actors().toArray(String[]::new),
                        patients.toArray(String[]::new))
                .map(
                        rows -> {
                            if (rows.size() == 0) {
                                throw denial(caller);
                            }
                            return rows.iterator().next().getString(0);
                        });
    }

    private static boolean isAskable(Reach reach) {
        return reach == Reach.OWN || reach == Reach.RELATION;
    }

    /**
     * Which of many resources a grant reaches, by their keys: as {@link #relation} says of each,
     * with one question for all.
     */
    public Uni<Set<String>> reached(
            Tx tx, Caller caller, Grant grant, Map<String, Standing> resources) {
        Set<String> reached = new HashSet<>();
        Map<String, Standing> asked = new HashMap<>();
        resources.forEach(
                (key, standing) -> {
                    Optional<String> known =
                            withoutAsking(
                                    caller, grant.reach(), standing.patients(), standing.parties());
                    if (known.isPresent()) {
                        reached.add(key);
                    } else if (!standing.patients().isEmpty()) {
                        asked.put(key, standing);
                    }
                });
        if (asked.isEmpty() || !isAskable(grant.reach())) {
            return Uni.createFrom().item(reached);
        }
        return related(tx, caller, asked.values())
                .map(
                        patients -> {
                            asked.forEach(
                                    (key, standing) -> {
                                        if (!disjoint(patients, standing.patients())) {
                                            reached.add(key);
                                        }
                                    });
                            return reached;
                        });
    }

    /** The patients of some resources to whom the caller has a relation. */
    private static Uni<Set<String>> related(Tx tx, Caller caller, Collection<Standing> resources) {
        String[] patients =
                resources.stream()
                        .flatMap(standing -> standing.patients().stream())
                        .distinct()
                        .toArray(String[]::new);
        return tx.run(RELATED, tx.tenant(), caller.actors().toArray(String[]::new), patients)
                .map(
                        rows -> {
                            Set<String> related = new HashSet<>();
                            rows.forEach(row -> related.add(row.getString(0)));
                            return related;
                        });
    }

    /**
     * The relation where no question to the database is needed; empty: it must be asked or denied.
     */
    public static Optional<String> withoutAsking(
            Caller caller, Reach reach, List<String> patients, List<String> parties) {
        return switch (reach) {
            case PUBLIC, TENANT -> Optional.of(reach.code());
            case PARTY -> caller.isAmong(parties) ? Optional.of(PARTY) : Optional.empty();
            case OWN ->
                    caller.role() == Role.PATIENT && patients.contains(caller.actorId())
                            ? Optional.of(SELF)
                            : Optional.empty();
            case RELATION -> caller.isAmong(parties) ? Optional.of(PARTY) : Optional.empty();
        };
    }

    /**
     * The relation through which a search that was narrowed to what the caller may see found a
     * resource. Nothing is asked: what is no relation of another kind is the one that the caller's
     * role can gain. Empty for what stands in nobody's record.
     */
    public static Optional<String> through(Caller caller, Stored found) {
        if (found.patients().isEmpty()) {
            return Optional.empty();
        }
        return AccessTable.grant(caller.role(), found.type(), Action.SEARCH)
                .flatMap(
                        grant ->
                                withoutAsking(
                                        caller, grant.reach(), found.patients(), found.parties()))
                .or(() -> CareRelations.kindOf(caller.role()));
    }

    /**
     * Whether the caller may act for a patient: the patient themselves or a guardian, or, for
     * staff, one with a care relation. Answers the relation.
     */
    public Uni<String> actFor(Tx tx, Caller caller, String patient) {
        Reach reach = caller.role() == Role.PATIENT ? Reach.OWN : Reach.RELATION;
        return relation(tx, caller, reach, List.of(patient), List.of());
    }
}
