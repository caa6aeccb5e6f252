package org.yunzhen.hospital.store;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.pubsub.PgSubscriber;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** What the database tells this node, on one connection that is made again when it is lost. */
@ApplicationScoped
public class Notifications {
    private static final Logger LOG = Logger.getLogger(Notifications.class);
    private static final int AFTER_THE_LISTENERS = 3001;
    private static final long RECONNECT_MILLIS = 1000;
    private static final long GREETING_MILLIS = 5_000;

    private final Vertx vertx;
    private final PgSubscriber subscriber;
    private volatile boolean greeted;
    private volatile boolean stopped;

    Notifications(Vertx vertx, Database database) {
        this.vertx = vertx;
        this.subscriber = database.subscriber("listener");
    }

    /**
     * Listens from now on.
     *
     * @param told takes what is told; an empty text when something may have been told before there
     *     was a connection, or while it was lost
     */
    public void on(String channel, Consumer<String> told) {
        subscriber
                .channel(channel)
                .subscribeHandler(nothing -> told.accept(""))
                .handler(told::accept);
    }

    void start(@Observes @Priority(AFTER_THE_LISTENERS) StartupEvent event) {
        subscriber.reconnectPolicy(retries -> stopped ? -1L : RECONNECT_MILLIS);
        connect();
        vertx.setPeriodic(GREETING_MILLIS, timer -> greet());
    }

    /**
     * Who only listens cannot tell a line that is cut from one on which nothing is said. The next
     * greeting waits for the answer, so that a line without one is given up.
     */
    private void greet() {
        PgConnection connection = subscriber.actualConnection();
        if (connection != null && !greeted) {
            greeted = true;
            connection.query("SELECT 1").execute().onComplete(answered -> greeted = false);
        }
    }

    private void connect() {
        subscriber
                .connect()
                .onFailure(
                        failure -> {
                            LOG.warnf("listening for events fails: %s", failure.toString());
                            if (!stopped) {
                                vertx.setTimer(RECONNECT_MILLIS, timer -> connect());
                            }
                        });
    }

    void stop(@Observes ShutdownEvent event) {
        stopped = true;
        subscriber.close();
    }
}
