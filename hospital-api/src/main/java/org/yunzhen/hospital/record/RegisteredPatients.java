package org.yunzhen.hospital.record;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.yunzhen.hospital.record.Registration.Identity;
import org.yunzhen.hospital.store.Criterion;
import org.yunzhen.hospital.store.SearchQuery;
import org.yunzhen.hospital.store.SearchTerms;
import org.yunzhen.hospital.store.Searcher;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.identifier.ResidentId;
import org.yunzhen.mappings.identifier.Systems;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/** Patients by their resident identity number, of which each person has one. */
@ApplicationScoped
class RegisteredPatients {
    /** In a statement of its own: what follows sees what the last holder committed. */
    private static final String LOCK = "SELECT pg_advisory_xact_lock(hashtextextended($1, 1))";

    private final SearchTerms terms;
    private final Searcher searcher;

    RegisteredPatients(SearchTerms terms, Searcher searcher) {
        this.terms = terms;
        this.searcher = searcher;
    }

    /** Makes registrations of one number wait for each other until the transaction ends. */
    Uni<Void> lock(Tx tx, ResidentId id) {
        return tx.run(LOCK, "register|" + tx.tenant() + "|" + id.value()).replaceWithVoid();
    }

    /**
     * The Patient of an identity. Fails with 422 {@code identity-mismatch} when the number is
     * registered under another name, and with 412 when it is registered twice.
     */
    Uni<Optional<Stored>> find(Tx tx, Identity identity) {
        long term =
                terms.systemAndCode(
                        tx.tenant(),
                        "Patient",
                        "identifier",
                        Systems.RESIDENT_ID,
                        identity.residentId().value());
        SearchQuery query =
                new SearchQuery(
                        "Patient",
                        List.of(new Criterion.AnyTerm(List.of(term), true)),
                        SearchQuery.Narrowing.NONE,
                        SearchQuery.Sort.BY_ID,
                        2,
                        null);
        return searcher.page(tx, query).map(page -> one(page.matches(), identity));
    }

    private static Optional<Stored> one(List<Stored> matches, Identity identity) {
        if (matches.size() > 1) {
            throw new RefusedException(Refusal.CRITERIA_AMBIGUOUS);
        }
        Optional<Stored> found = matches.stream().findFirst();
        if (found.isPresent()
                && !PatientDocument.isNamed(found.get().document(), identity.name())) {
            throw new RefusedException(Refusal.IDENTITY_MISMATCH);
        }
        return found;
    }
}
