package org.yunzhen.hospital.fhir.parameter;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.yunzhen.hospital.fhir.Call;
import org.yunzhen.hospital.fhir.PlainWriteRule;
import org.yunzhen.hospital.store.AddedParameters;
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
        Uni<Void> known =
                isComposite(document)
                        ? parameters.refresh(tx).replaceWithVoid()
                        : Uni.createFrom().voidItem();
        return known.invoke(() -> read(tx, document));
    }

    /** Its parts may have been added a moment ago, and by another node. */
    private static boolean isComposite(ObjectNode document) {
        return document.path("type").asText().equals("composite");
    }

    private List<AddedParameters.Definition> read(Tx tx, ObjectNode document) {
        return SearchParameterReader.read(document, parameters.of(tx.tenant()));
    }

    @Override
    public Uni<Void> written(Call call, Tx tx, Stored stored) {
        return added.keep(tx, stored.id(), read(tx, stored.document()));
    }

    @Override
    public Uni<Void> deleted(Call call, Tx tx, Stored stored) {
        return added.keep(tx, stored.id(), List.of());
    }
}
