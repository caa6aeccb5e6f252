package org.yunzhen.hospital.fhir.parameter;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.yunzhen.hospital.fhir.Call;
import org.yunzhen.hospital.fhir.PlainWriteRule;
import org.yunzhen.hospital.store.AddedParameters;
import org.yunzhen.hospital.store.Parameters;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.TenantParameters;
import org.yunzhen.hospital.store.Tx;

/**
 * A SearchParameter that is active can be searched by, or is not stored. It ends with its document,
 * and when it is active no longer.
 */
@ApplicationScoped
class SearchParameterRule implements PlainWriteRule {
    static final String TYPE = "SearchParameter";

    private final AddedParameters added;
    private final TenantParameters parameters;

    SearchParameterRule(AddedParameters added, TenantParameters parameters) {
        this.added = added;
        this.parameters = parameters;
    }

    @Override
    public boolean appliesTo(String type) {
        return type.equals(TYPE);
    }

    @Override
    public Uni<Void> check(Call call, Tx tx, ObjectNode document) {
        return read(tx, document).replaceWithVoid();
    }

    /**
     * Parts of a composite may have been added a moment ago, by another node or this transaction.
     */
    private Uni<List<AddedParameters.Definition>> read(Tx tx, ObjectNode document) {
        Uni<Parameters> known =
                document.path("type").asText().equals("composite")
                        ? parameters.within(tx)
                        : Uni.createFrom().item(() -> parameters.of(tx.tenant()));
        return known.map(all -> SearchParameterReader.read(document, all));
    }

    @Override
    public Uni<Void> written(Call call, Tx tx, Stored stored) {
        return read(tx, stored.document()).chain(all -> added.keep(tx, stored.id(), all));
    }

    @Override
    public Uni<Void> deleted(Call call, Tx tx, Stored stored) {
        return added.keep(tx, stored.id(), List.of());
    }
}
