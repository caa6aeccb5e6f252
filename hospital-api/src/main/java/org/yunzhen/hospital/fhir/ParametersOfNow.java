package org.yunzhen.hospital.fhir;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.yunzhen.hospital.store.Parameters;
import org.yunzhen.hospital.store.TenantParameters;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.refusal.RefusedException;

/**
 * Has searches read by the parameters that a tenant has now: where one is named that was added, or
 * that nobody knows, it is asked first whether that is so still.
 */
@ApplicationScoped
class ParametersOfNow {
    private final TenantParameters parameters;

    ParametersOfNow(TenantParameters parameters) {
        this.parameters = parameters;
    }

    /** Those that this node knows. */
    Parameters known(String tenant) {
        return parameters.of(tenant);
    }

    /**
     * Reads a search, and again when there are other parameters than were known.
     *
     * @param query what is read
     */
    Uni<SearchWish> read(Tx tx, List<Map.Entry<String, String>> query, Supplier<SearchWish> read) {
        SearchWish wish;
        try {
            wish = read.get();
        } catch (RefusedException perhapsKnownByNow) {
            return parameters.refresh(tx).map(changed -> read.get());
        }
        return wish.ignored().isEmpty() && !isAnyAdded(tx.tenant(), query)
                ? Uni.createFrom().item(wish)
                : parameters.refresh(tx).map(changed -> changed ? read.get() : wish);
    }

    private boolean isAnyAdded(String tenant, List<Map.Entry<String, String>> query) {
        Parameters known = known(tenant);
        return query.stream()
                .anyMatch(
                        one -> known.areNamedIn(one.getKey()) || known.areNamedIn(one.getValue()));
    }
}
