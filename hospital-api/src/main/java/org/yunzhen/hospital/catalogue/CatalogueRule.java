package org.yunzhen.hospital.catalogue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
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
    /** About a millisecond of work. */
    private static final int ON_EVENT_LOOP_BYTES_MAX = 64 * 1024;

    private final EntryVersions versions;
    private final Vertx vertx;

    CatalogueRule(EntryVersions versions, Vertx vertx) {
        this.versions = versions;
        this.vertx = vertx;
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
        return share(stored).chain(share -> versions.keep(tx, stored.reference(), share, day(tx)));
    }

    /** A list of codes is of any length: it is read away from the event loop. */
    private Uni<CatalogueShare> share(Stored stored) {
        if (!CatalogueShare.mayBe(stored.type(), stored.body().getBytes())) {
            return Uni.createFrom().item(CatalogueShare.none(stored.type()));
        }
        return stored.body().length() <= ON_EVENT_LOOP_BYTES_MAX
                ? Uni.createFrom().item(() -> CatalogueShare.of(stored.document()))
                : Uni.createFrom()
                        .completionStage(
                                () ->
                                        vertx.executeBlocking(
                                                        () -> CatalogueShare.of(stored.document()))
                                                .toCompletionStage());
    }

    @Override
    public Uni<Void> deleted(Call call, Tx tx, Stored stored) {
        CatalogueShare none = CatalogueShare.none(stored.type());
        return versions.keep(tx, stored.reference(), none, day(tx));
    }

    private static LocalDate day(Tx tx) {
        return tx.now().atZoneSameInstant(DateRange.BUSINESS_ZONE).toLocalDate();
    }
}
