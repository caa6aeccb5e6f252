package org.yunzhen.hospital.fhir;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.yunzhen.hospital.access.Caller;
import org.yunzhen.hospital.access.Grant;
import org.yunzhen.hospital.access.Reach;
import org.yunzhen.hospital.access.Role;
import org.yunzhen.hospital.store.HistoryQuery.Sight;
import org.yunzhen.hospital.store.SearchQuery.Narrowing;
import org.yunzhen.hospital.store.SearchTerms;

/** What a grant lets a caller see, as a condition of a search or of a history. */
@ApplicationScoped
class Narrowings {
    private final SearchTerms terms;

    Narrowings(SearchTerms terms) {
        this.terms = terms;
    }

    Narrowing of(String tenant, Caller caller, Grant grant) {
        return of(tenant, caller, grant.reach());
    }

    private Narrowing of(String tenant, Caller caller, Reach reach) {
        List<Long> parties = caller.actors().stream().map(a -> terms.party(tenant, a)).toList();
        return switch (reach) {
            case PUBLIC, TENANT -> Narrowing.NONE;
            case PARTY -> new Narrowing(false, parties, List.of());
            case OWN ->
                    caller.role() == Role.PATIENT
                            ? new Narrowing(
                                    false,
                                    List.of(terms.compartment(tenant, caller.actorId())),
                                    List.of(caller.actor()))
                            : new Narrowing(false, List.of(), List.of());
            case RELATION -> new Narrowing(false, parties, caller.actors());
        };
    }

    /** The same for a history. */
    Sight sight(String tenant, Caller caller, Reach reach) {
        Narrowing narrowing = of(tenant, caller, reach);
        List<String> own =
                reach == Reach.OWN && caller.role() == Role.PATIENT
                        ? List.of(caller.actorId())
                        : List.of();
        boolean named = reach == Reach.PARTY || reach == Reach.RELATION;
        return new Sight(
                narrowing.everything(),
                narrowing,
                own,
                named ? caller.actors() : List.of(),
                narrowing.relationsOf());
    }
}
