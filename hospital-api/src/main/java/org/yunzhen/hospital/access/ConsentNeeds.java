package org.yunzhen.hospital.access;

import io.smallrye.mutiny.Uni;
import java.util.Optional;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.refusal.Issue;

/**
 * What a patient has still to sign before a doctor may begin. The room of visits knows; another
 * room tells it on while there is time.
 */
public interface ConsentNeeds {
    /**
     * A text that is not signed in its current version.
     *
     * @param uri what {@code Consent.policy.uri} has to name
     * @param finding what the doctor would be told
     */
    record Need(String uri, Issue finding) {}

    /** What is missing, or empty. */
    Uni<Optional<Need>> of(Tx tx, String patient);
}
