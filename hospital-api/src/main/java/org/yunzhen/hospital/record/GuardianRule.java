package org.yunzhen.hospital.record;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.yunzhen.hospital.access.CareRelations;
import org.yunzhen.hospital.fhir.Call;
import org.yunzhen.hospital.fhir.PlainWriteRule;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.index.DateRange;

/**
 * What a RelatedPerson says of its end holds for the guardianship that rests on it. It only ends
 * one: whoever writes the document can give nobody the record of a child by it.
 */
@ApplicationScoped
class GuardianRule implements PlainWriteRule {
    private final CareRelations relations;

    GuardianRule(CareRelations relations) {
        this.relations = relations;
    }

    @Override
    public boolean appliesTo(String type) {
        return type.equals("RelatedPerson");
    }

    @Override
    public Uni<Void> check(Call call, Tx tx, ObjectNode document) {
        return Uni.createFrom().voidItem();
    }

    @Override
    public Uni<Void> written(Call call, Tx tx, Stored stored) {
        ObjectNode document = stored.document();
        if (!document.path("active").asBoolean(true)) {
            return relations.shorten(tx, stored.reference(), CareRelations.GUARDIAN, null);
        }
        DateRange last = DateRange.parse(document.path("period").path("end").asText());
        if (last == null) {
            return Uni.createFrom().voidItem();
        }
        OffsetDateTime end = last.high().atOffset(ZoneOffset.UTC);
        return relations.shorten(tx, stored.reference(), CareRelations.GUARDIAN, end);
    }

    @Override
    public Uni<Void> deleted(Call call, Tx tx, Stored stored) {
        return relations.shorten(tx, stored.reference(), CareRelations.GUARDIAN, null);
    }
}
