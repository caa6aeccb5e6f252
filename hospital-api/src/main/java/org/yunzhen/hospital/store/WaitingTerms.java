package org.yunzhen.hospital.store;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/**
 * Sorts into the index of terms what writes left waiting in its list. A write's terms wait for
 * others to be sorted in with (V13), and until then every search reads the list. Under a load of
 * writes PostgreSQL sorts in many times a second of itself; after the last of them it would let up
 * to eight pages wait for its autovacuum.
 */
@ApplicationScoped
class WaitingTerms {
    private static final Logger LOG = Logger.getLogger(WaitingTerms.class);

    /** A list that is empty costs one page read; two nodes at once wait for each other. */
    private static final String SORT_IN = "SELECT gin_clean_pending_list('resource_terms')";

    private final Database database;

    WaitingTerms(Database database) {
        this.database = database;
    }

    /**
     * Where it fails nothing is lost: searches find what waits, and the next second tries again.
     */
    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> sortIn() {
        return database.commands()
                .query(SORT_IN)
                .execute()
                .onFailure()
                .invoke(failure -> LOG.debugf("terms wait: %s", failure.getMessage()))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }
}
