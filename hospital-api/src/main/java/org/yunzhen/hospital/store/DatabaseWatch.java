package org.yunzhen.hospital.store;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;

/**
 * Whether PostgreSQL answers, looked at once a second on a connection of its own. One that has
 * stopped says so to whoever asks it; one that hangs, or to which the line is cut, says nothing:
 * without a watch its callers would wait as long.
 */
@ApplicationScoped
public class DatabaseWatch {
    /** How durably PostgreSQL is set, by the names of its settings. */
    public static final List<String> SETTINGS =
            List.of("fsync", "synchronous_commit", "full_page_writes");

    private static final Logger LOG = Logger.getLogger(DatabaseWatch.class);
    private static final long LOOK_MILLIS = 1000;

    /** Of what starts: so that it knows when the service is ready. */
    private static final int BEFORE_THE_REST = 0;

    /** After as many looks at one question that is not answered PostgreSQL is silent. */
    private static final int SILENT_LOOKS = 5;

    private static final String QUESTION =
            SETTINGS.stream()
                    .map("current_setting('%s')"::formatted)
                    .collect(Collectors.joining(", ", "SELECT ", ""));

    private final Context context;
    private final SqlClient client;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private boolean asked;
    private int looks;
    private volatile Row answer;
    private volatile boolean silent;
    private volatile boolean stopped;

    DatabaseWatch(Vertx vertx, Database database) {
        this.context = vertx.getOrCreateContext();
        this.client = database.watching();
    }

    /** Has what to do at each look while PostgreSQL is silent; called on the watch's own thread. */
    public void whileSilent(Runnable told) {
        listeners.add(told);
    }

    /** Whether a question is unanswered for five seconds, and none was answered since. */
    public boolean isSilent() {
        return silent;
    }

    /**
     * What the last question was answered, in the order of {@link #SETTINGS}; empty when it failed,
     * or has been waiting for its answer since the look before.
     */
    public Optional<List<String>> settings() {
        return Optional.ofNullable(answer)
                .map(row -> IntStream.range(0, row.size()).mapToObj(row::getString).toList());
    }

    void start(@Observes @Priority(BEFORE_THE_REST) StartupEvent event) {
        context.runOnContext(started -> look());
    }

    void stop(@Observes ShutdownEvent event) {
        stopped = true;
        client.closeAndForget();
    }

    /** An answer that has come is read before the next look: all is done by one thread. */
    private void look() {
        if (stopped) {
            return;
        }
        if (asked) {
            waiting();
        } else {
            ask();
        }
        context.owner().setTimer(LOOK_MILLIS, timer -> look());
    }

    private void waiting() {
        answer = null;
        looks++;
        if (looks == SILENT_LOOKS) {
            LOG.warn("PostgreSQL does not answer: calls are refused until it does");
            silent = true;
        }
        if (silent) {
            listeners.forEach(Runnable::run);
        }
    }

    private void ask() {
        asked = true;
        looks = 0;
        client.query(QUESTION).execute().subscribe().with(this::answered, this::failed);
    }

    private void answered(RowSet<Row> rows) {
        if (silent) {
            LOG.info("PostgreSQL answers again");
        }
        asked = false;
        silent = false;
        answer = rows.iterator().next();
    }

    /** Who is told so by PostgreSQL, or finds nobody there, does not wait; silence goes on. */
    private void failed(Throwable failure) {
        asked = false;
        answer = null;
    }
}
