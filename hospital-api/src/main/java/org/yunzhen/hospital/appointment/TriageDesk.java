package org.yunzhen.hospital.appointment;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.concurrent.CompletableFuture;
import org.yunzhen.mappings.triage.Complaint;
import org.yunzhen.mappings.triage.Triage;
import org.yunzhen.mappings.triage.TriageAnswer;
import org.yunzhen.mappings.triage.TriageRules;

/** Triage by the packaged rules, compiled beside the start-up. */
@Singleton
class TriageDesk {
    private final CompletableFuture<Triage> triage =
            CompletableFuture.supplyAsync(() -> new Triage(TriageRules.load()));

    /** Makes the bean, so that the rules are compiled before the first complaint. */
    void open(@Observes StartupEvent event) {
        triage.isDone();
    }

    /** Where a complaint leads that is told today. */
    TriageAnswer assess(Complaint complaint, LocalDate today) {
        return triage.join().assess(complaint, today);
    }
}
