package org.yunzhen.hospital.fhir;

import io.smallrye.mutiny.Uni;
import java.util.List;
import org.yunzhen.hospital.store.Tx;

/** What a search by value set must know of it; told by whoever keeps terminology. */
public interface ValueSetCodes {
    /**
     * Codes of one system.
     *
     * @param codes null for all of them
     */
    record OfSystem(String system, List<String> codes) {}

    /**
     * The codes of a value set as the caller of {@code call} sees it. Fails with 404 when there is
     * none, with 422 when its codes are not known here, and with 400 when they are more than {@code
     * max} and not whole systems.
     *
     * @param valueSet {@code ValueSet/id}, or a canonical address with or without a version
     */
    Uni<List<OfSystem>> of(Call call, Tx tx, String valueSet, int max);
}
