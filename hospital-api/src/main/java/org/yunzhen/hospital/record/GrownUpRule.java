package org.yunzhen.hospital.record;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import org.yunzhen.hospital.access.CareRelations;
import org.yunzhen.hospital.fhir.ReplacementRule;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.index.DateRange;
import org.yunzhen.mappings.json.FhirJson;
import org.yunzhen.mappings.rule.Rule;

/**
 * A corrected birth date says anew when a child is one no longer ({@link Rule#R11}): who is of age
 * has no guardian. When it is corrected back, the guardian has what registration and RelatedPerson
 * say and no more, so that a slip of the pen locks no parent out for good.
 */
@ApplicationScoped
class GrownUpRule implements ReplacementRule {
    private final CareRelations relations;

    GrownUpRule(CareRelations relations) {
        this.relations = relations;
    }

    @Override
    public boolean appliesTo(String type) {
        return type.equals("Patient");
    }

    @Override
    public Uni<Void> replaced(Tx tx, Stored before, ObjectNode after) {
        boolean same =
                !before.deleted()
                        && FhirJson.property(before.body().getBytes(), "birthDate")
                                .equals(after.path("birthDate"));
        return same
                ? Uni.createFrom().voidItem()
                : relations.growUp(tx, before.id(), dayOfAge(after));
    }

    private static OffsetDateTime dayOfAge(ObjectNode patient) {
        return PatientDocument.grownUp(patient)
                .map(day -> day.atStartOfDay(DateRange.BUSINESS_ZONE).toOffsetDateTime())
                .orElse(null);
    }
}
