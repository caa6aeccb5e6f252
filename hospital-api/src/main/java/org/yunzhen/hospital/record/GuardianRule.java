package org.yunzhen.hospital.record;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.yunzhen.hospital.access.Bounds;
import org.yunzhen.hospital.access.CareRelations;
import org.yunzhen.hospital.fhir.Call;
import org.yunzhen.hospital.fhir.PlainWriteRule;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.identifier.Systems;
import org.yunzhen.mappings.index.DateRange;

/**
 * What a RelatedPerson says of its beginning, its end, whose it is and who it is holds for the
 * guardianship that rests on it. It only bounds one: whoever writes the document can give nobody
 * the record of a child by it, neither that of the child it is turned to nor again what it took.
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
        DateRange first = DateRange.parse(document.path("period").path("start").asText());
        DateRange last = DateRange.parse(document.path("period").path("end").asText());
        List<String> guardians =
                PatientDocument.named(document, Systems.PATIENT).stream()
                        .map(id -> "Patient/" + id)
                        .toList();
        return relations.limit(
                tx,
                stored.reference(),
                CareRelations.GUARDIAN,
                new Bounds(
                        document.path("active").asBoolean(true) ? stored.patients() : List.of(),
                        guardians.isEmpty() ? Optional.empty() : Optional.of(guardians),
                        PatientDocument.named(document, Systems.RESIDENT_ID),
                        first == null ? null : first.low().atOffset(ZoneOffset.UTC),
                        last == null ? null : last.high().atOffset(ZoneOffset.UTC)));
    }

    @Override
    public Uni<Void> deleted(Call call, Tx tx, Stored stored) {
        return relations.limit(tx, stored.reference(), CareRelations.GUARDIAN, Bounds.none());
    }
}
