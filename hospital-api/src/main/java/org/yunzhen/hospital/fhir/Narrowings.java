package org.yunzhen.hospital.fhir;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.yunzhen.hospital.access.Caller;
import org.yunzhen.hospital.access.Grant;
import org.yunzhen.hospital.access.Role;
import org.yunzhen.hospital.store.SearchQuery.Narrowing;
import org.yunzhen.hospital.store.SearchTerms;

/** What a grant lets a caller see, as a condition of a search. */
@ApplicationScoped
class Narrowings {
    private final SearchTerms terms;

    Narrowings(SearchTerms terms) {
        this.terms = terms;
    }

    Narrowing of(String tenant, Caller caller, Grant grant) {
        long party = terms.party(tenant, caller.actor());
        return switch (grant.reach()) {
            case PUBLIC, TENANT -> Narrowing.NONE;
            case PARTY -> new Narrowing(false, List.of(party), null);
            case OWN ->
                    caller.role() == Role.PATIENT
                            ? new Narrowing(
                                    false,
                                    List.of(terms.compartment(tenant, caller.actorId())),
                                    caller.actor())
                            : new Narrowing(false, List.of(), null);
            case RELATION -> new Narrowing(false, List.of(party), caller.actor());
        };
    }
}
