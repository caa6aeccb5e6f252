package org.yunzhen.hospital.consultation;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.OptionalInt;
import org.yunzhen.hospital.platform.config.YunzhenConfig;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.refusal.Issue;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.rule.Rule;

/**
 * {@link Rule#R50}: no doctor has more visits under way than they can attend to, nor accepts more
 * in a day where the hospital bounds that. The rule's alarms (a visit too short, a prescription
 * within a minute) are not raised here.
 */
@ApplicationScoped
class WorkloadAllows implements AcceptanceRule {
    private final VisitRows rows;
    private final int atOnceMax;
    private final OptionalInt aDayMax;

    WorkloadAllows(VisitRows rows, YunzhenConfig config) {
        this.rows = rows;
        this.atOnceMax = config.consultation().visitsAtOnce();
        this.aDayMax = config.consultation().visitsADay();
    }

    @Override
    public Uni<Optional<Issue>> check(Tx tx, Visit visit, String doctor) {
        return rows.underWay(tx, doctor)
                .chain(
                        count ->
                                count < atOnceMax
                                        ? today(tx, doctor)
                                        : refused(Refusal.TOO_MANY_VISITS, atOnceMax));
    }

    private Uni<Optional<Issue>> today(Tx tx, String doctor) {
        if (aDayMax.isEmpty()) {
            return Uni.createFrom().item(Optional.empty());
        }
        int max = aDayMax.getAsInt();
        return rows.acceptedSince(tx, doctor, Today.start(tx.now()))
                .chain(
                        count ->
                                count < max
                                        ? Uni.createFrom().item(Optional.<Issue>empty())
                                        : refused(Refusal.TOO_MANY_VISITS_TODAY, max));
    }

    private static Uni<Optional<Issue>> refused(Refusal refusal, int max) {
        return Uni.createFrom().item(Optional.of(Issue.of(refusal, max)));
    }
}
