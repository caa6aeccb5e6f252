package org.yunzhen.hospital.fhir;

import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.Set;
import org.yunzhen.hospital.store.Tx;

/**
 * A type whose resources are made when they are asked for, out of something that is no document:
 * the trail, the list of operations, what HL7 publishes. The door finds the beans of this type and
 * asks them before the store. Each decides itself who may see what, and tells the call's trace.
 */
public interface Projection {
    /** Resource types it serves. */
    Set<String> types();

    /**
     * Codes of the search parameters that are served when nothing of the types is ever stored;
     * empty for types whose stored resources are searched by all that R4 has.
     */
    default Optional<Set<String>> searchedAlone() {
        return Optional.empty();
    }

    /** Serves a {@code read}; an answer of null means: ask the store. */
    Uni<Answer> read(Call call, Tx tx);

    /** Serves a {@code search}; an answer of null means: ask the store. */
    Uni<Answer> search(Call call, Tx tx);
}
