package org.yunzhen.hospital.catalogue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.List;
import org.yunzhen.hospital.fhir.Call;
import org.yunzhen.hospital.fhir.PlainWriteRule;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.index.DateRange;

/**
 * A hospital keeps its catalogue by writing documents: who puts a MedicationKnowledge, a
 * ChargeItemDefinition or a CodeSystem with the hospital's own codes changes what is prescribed and
 * charged. One that cannot be read as an entry is refused; no medicine is half known.
 */
@ApplicationScoped
class CatalogueRule implements PlainWriteRule {
    private final EntryVersions versions;

    CatalogueRule(EntryVersions versions) {
        this.versions = versions;
    }

    @Override
    public boolean appliesTo(String type) {
        return CatalogueShare.kindOf(type) != null;
    }

    @Override
    public Uni<Void> check(Call call, Tx tx, ObjectNode document) {
        return Uni.createFrom().item(() -> CatalogueShare.of(document)).replaceWithVoid();
    }

    @Override
    public Uni<Void> written(Call call, Tx tx, Stored stored) {
        return versions.keep(tx, stored.reference(), CatalogueShare.of(stored.document()), day(tx));
    }

    @Override
    public Uni<Void> deleted(Call call, Tx tx, Stored stored) {
        String kind = CatalogueShare.kindOf(stored.type());
        CatalogueShare nothing = new CatalogueShare(kind, null, null, List.of());
        return versions.keep(tx, stored.reference(), nothing, day(tx));
    }

    private static LocalDate day(Tx tx) {
        return tx.now().atZoneSameInstant(DateRange.BUSINESS_ZONE).toLocalDate();
    }
}
