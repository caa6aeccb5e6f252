package org.yunzhen.hospital.profile;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.yunzhen.hospital.fhir.Call;
import org.yunzhen.hospital.fhir.PlainWriteRule;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.refusal.Issue;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;
import org.yunzhen.mappings.validate.DifferentialFault;

/**
 * A profile is enforced as a whole, or not stored: the validator passes over an element of the
 * differential that is not in its place, and says so to nobody.
 */
@ApplicationScoped
class DifferentialRule implements PlainWriteRule {
    private static final int ISSUES_MAX = 100;

    @Override
    public boolean appliesTo(String type) {
        return type.equals("StructureDefinition");
    }

    @Override
    public Uni<Void> check(Call call, Tx tx, ObjectNode document) {
        List<Issue> issues =
                DifferentialFault.of(document).stream()
                        .limit(ISSUES_MAX)
                        .map(DifferentialRule::issue)
                        .toList();
        return issues.isEmpty()
                ? Uni.createFrom().voidItem()
                : Uni.createFrom().failure(new RefusedException(issues));
    }

    private static Issue issue(DifferentialFault fault) {
        Refusal refusal =
                fault.unknown() ? Refusal.DIFFERENTIAL_ELEMENT : Refusal.DIFFERENTIAL_ORDER;
        return Issue.of(refusal, fault.path())
                .at("StructureDefinition.differential.element[" + fault.at() + "]");
    }
}
