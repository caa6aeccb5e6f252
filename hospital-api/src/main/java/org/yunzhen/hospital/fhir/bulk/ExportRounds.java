package org.yunzhen.hospital.fhir.bulk;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;
import org.yunzhen.hospital.fhir.CriteriaReader;
import org.yunzhen.hospital.platform.config.YunzhenConfig;
import org.yunzhen.hospital.store.Criterion;
import org.yunzhen.hospital.store.ExportFiles;
import org.yunzhen.hospital.store.InTurn;
import org.yunzhen.hospital.store.Leases;
import org.yunzhen.hospital.store.SnapshotQuery;
import org.yunzhen.hospital.store.Snapshots;
import org.yunzhen.hospital.store.Transactions;
import org.yunzhen.hospital.store.Tx;

/**
 * Does the work of exports in the background: one node at a time, a file a transaction, for at most
 * half of the time. How far it is stands in the job's row, so that it goes on where it was stopped,
 * at whatever node.
 */
@ApplicationScoped
class ExportRounds {
    private static final Logger LOG = Logger.getLogger(ExportRounds.class);
    private static final String JOB = "export";
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final long TURN_MILLIS = 500;

    private final ExportJobs jobs;
    private final ExportFiles files;
    private final Snapshots snapshots;
    private final CriteriaReader criteria;
    private final Leases leases;
    private final Transactions transactions;
    private final String home;
    private final Duration keptFor;

    ExportRounds(
            ExportJobs jobs,
            ExportFiles files,
            Snapshots snapshots,
            CriteriaReader criteria,
            Leases leases,
            Transactions transactions,
            YunzhenConfig config) {
        this.jobs = jobs;
        this.files = files;
        this.snapshots = snapshots;
        this.criteria = criteria;
        this.leases = leases;
        this.transactions = transactions;
        this.home = config.homeTenant();
        this.keptFor = config.export().keptFor();
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> run() {
        return jobs.waiting(transactions.reading(home))
                .chain(
                        waiting ->
                                waiting.isEmpty()
                                        ? Uni.createFrom().voidItem()
                                        : leases.whenHeld(JOB, LEASE, () -> turn(waiting.get())))
                .onFailure()
                .invoke(failure -> LOG.warnf("exports wait: %s", failure.toString()))
                .onFailure()
                .recoverWithNull();
    }

    @Scheduled(every = "10m", delayed = "1m")
    Uni<Void> forget() {
        return leases.whenHeld(
                JOB + "-forget", LEASE, () -> jobs.forget(transactions.reading(home)));
    }

    private Uni<Void> turn(ExportJobs.Waiting waiting) {
        long until = System.nanoTime() + Duration.ofMillis(TURN_MILLIS).toNanos();
        return transactions
                .run(waiting.tenant(), tx -> step(tx, waiting.id()))
                .repeat()
                .whilst(more -> more && System.nanoTime() < until)
                .onItem()
                .ignoreAsUni()
                .onFailure()
                .recoverWithUni(failure -> failed(waiting, failure));
    }

    private Uni<Void> failed(ExportJobs.Waiting waiting, Throwable failure) {
        LOG.errorf(failure, "export %s of %s", waiting.id(), waiting.tenant());
        return transactions.run(
                waiting.tenant(), tx -> jobs.failed(tx, waiting.id(), failure, keptFor));
    }

    /** Makes the next file; false when there is nothing more to do now. */
    private Uni<Boolean> step(Tx tx, String id) {
        return jobs.lock(tx, id)
                .chain(
                        job ->
                                job.isEmpty()
                                        ? Uni.createFrom().item(false)
                                        : settled(tx, job.get()));
    }

    private Uni<Boolean> settled(Tx tx, ExportJob job) {
        boolean begun = job.typeAt() > 0 || !job.afterId().isEmpty();
        Uni<Boolean> settled =
                begun ? Uni.createFrom().item(true) : snapshots.isSettled(tx, job.asOf());
        return settled.chain(ready -> ready ? advanced(tx, job) : Uni.createFrom().item(false));
    }

    private Uni<Boolean> advanced(Tx tx, ExportJob job) {
        if (job.typeAt() == job.types().size()) {
            return jobs.complete(tx, job, keptFor).replaceWith(false);
        }
        return filters(tx, job)
                .chain(filters -> snapshots.next(tx, query(job, filters)))
                .call(stretch -> made(tx, job, stretch))
                .replaceWith(true)
                .onFailure(CriteriaReader::isOfTheMoment)
                .recoverWithItem(false);
    }

    private Uni<List<List<Criterion>>> filters(Tx tx, ExportJob job) {
        List<List<Criterion>> filters = new ArrayList<>();
        List<String> ofType =
                job.filters().stream()
                        .filter(filter -> filter.startsWith(job.type() + "?"))
                        .toList();
        return InTurn.each(
                        ofType,
                        filter -> criteria.read(tx, ExportWish.FILTER, filter).invoke(filters::add))
                .replaceWith(filters);
    }

    private static SnapshotQuery query(ExportJob job, List<List<Criterion>> filters) {
        return new SnapshotQuery(
                job.type(),
                job.asOf(),
                job.since(),
                filters,
                job.ofPatients(),
                job.members(),
                job.afterId(),
                ExportWish.FILE_RESOURCES_MAX);
    }

    /** A file of what there is, one of what was deleted, and how far the work is now. */
    private Uni<Void> made(Tx tx, ExportJob job, Snapshots.Stretch stretch) {
        int living = stretch.keys().isEmpty() ? 0 : 1;
        int gone = stretch.gone().isEmpty() ? 0 : 1;
        return file(tx, job, job.files() + 1, false, stretch.keys())
                .chain(() -> file(tx, job, job.files() + living + 1, true, stretch.gone()))
                .chain(() -> noted(tx, job, stretch, living + gone));
    }

    private Uni<Void> file(
            Tx tx, ExportJob job, int number, boolean deleted, List<Snapshots.Key> keys) {
        return keys.isEmpty()
                ? Uni.createFrom().voidItem()
                : files.make(tx, new ExportFiles.Name(job.id(), number, job.type(), deleted), keys);
    }

    private Uni<Void> noted(Tx tx, ExportJob job, Snapshots.Stretch stretch, int made) {
        boolean all = stretch.last() == null;
        return jobs.advance(
                tx,
                job,
                all ? job.typeAt() + 1 : job.typeAt(),
                all ? "" : stretch.last(),
                made,
                stretch.keys().size());
    }
}
