package org.yunzhen.hospital.consultation;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.yunzhen.hospital.platform.config.YunzhenConfig;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.refusal.Issue;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.rule.Rule;

/** {@link Rule#R50}: no doctor has more visits under way than they can attend to. */
@ApplicationScoped
class WorkloadAllows implements AcceptanceRule {
    private final VisitRows rows;
    private final int visitsMax;

    WorkloadAllows(VisitRows rows, YunzhenConfig config) {
        this.rows = rows;
        this.visitsMax = config.consultation().visitsAtOnce();
    }

    @Override
    public Uni<Optional<Issue>> check(Tx tx, Visit visit, String doctor) {
        return rows.underWay(tx, doctor)
                .map(
                        count ->
                                count < visitsMax
                                        ? Optional.empty()
                                        : Optional.of(
                                                Issue.of(Refusal.TOO_MANY_VISITS, visitsMax)));
    }
}
