package org.yunzhen.hospital.profile;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;
import org.yunzhen.hospital.platform.config.ProfileValidatorConfig;
import org.yunzhen.hospital.platform.config.YunzhenConfig;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/** Asks the validator's process, one question after the other, and looks after it. */
@ApplicationScoped
class Validator {
    private static final Logger LOG = Logger.getLogger(Validator.class);
    private static final String NAME = "profile-validator";

    private final ProfileValidatorConfig config;
    private final WorkerExecutor worker;
    private final ScheduledExecutorService watch =
            Executors.newSingleThreadScheduledExecutor(Validator::watchThread);
    private final AtomicInteger waiting = new AtomicInteger();
    private ValidatorProcess process;
    private long asked;

    Validator(YunzhenConfig config, Vertx vertx) {
        this.config = config.profileValidator();
        // one thread, blocked as long as it is judged; Vert.x need not warn of what ends by itself
        this.worker = vertx.createSharedWorkerExecutor(NAME, 1, 10, TimeUnit.MINUTES);
    }

    /**
     * The answer to a message. Fails with 503 when too many wait or there is no validator, with 422
     * when the answer takes more time or memory than is allowed.
     */
    Uni<byte[]> ask(List<byte[]> message) {
        if (waiting.incrementAndGet() > config.waitingMax()) {
            waiting.decrementAndGet();
            return Uni.createFrom().failure(new RefusedException(Refusal.OVERLOADED));
        }
        return Uni.createFrom()
                .completionStage(
                        () ->
                                worker.executeBlocking(() -> answer(message), true)
                                        .toCompletionStage())
                .onTermination()
                .invoke(waiting::decrementAndGet);
    }

    private synchronized byte[] answer(List<byte[]> message) {
        asked++;
        ValidatorProcess one = started();
        try {
            return within(
                    config.timeMax(),
                    one,
                    () -> {
                        one.send(message);
                        return one.next().get(0);
                    });
        } catch (IOException ended) {
            LOG.warn("the profile validator was ended: a question took too much time or memory");
            stop();
            throw new RefusedException(Refusal.VALIDATION_TOO_COSTLY);
        } finally {
            long last = asked;
            watch.schedule(
                    () -> endIfNobodyAskedSince(last),
                    config.idle().toMillis(),
                    TimeUnit.MILLISECONDS);
        }
    }

    private ValidatorProcess started() {
        if (isRunning()) {
            return process;
        }
        try {
            process = ValidatorProcess.start(classPath(), config.memoryMb());
            within(config.startMax(), process, process::next);
            return process;
        } catch (IOException cannot) {
            LOG.errorf("the profile validator does not start: %s", cannot.getMessage());
            stop();
            throw new RefusedException(Refusal.VALIDATOR_UNAVAILABLE);
        }
    }

    /** Something said to or by a process. */
    private interface Exchange<T> {
        T run() throws IOException;
    }

    /** Ends the process when it takes longer; never one that has answered already. */
    private <T> T within(Duration max, ValidatorProcess one, Exchange<T> exchange)
            throws IOException {
        AtomicBoolean over = new AtomicBoolean();
        Future<?> end =
                watch.schedule(
                        () -> {
                            if (over.compareAndSet(false, true)) {
                                one.end();
                            }
                        },
                        max.toMillis(),
                        TimeUnit.MILLISECONDS);
        try {
            return exchange.run();
        } finally {
            if (!over.compareAndSet(false, true)) {
                one.end();
            }
            end.cancel(false);
        }
    }

    private synchronized void endIfNobodyAskedSince(long last) {
        if (asked == last) {
            stop();
        }
    }

    /** Whether there is a process now. */
    synchronized boolean isRunning() {
        return process != null && process.isAlive();
    }

    /** That of this build: a folder beside the jar that was started. */
    private String classPath() {
        return config.classPath()
                .orElseGet(
                        () -> {
                            String started =
                                    System.getProperty("java.class.path")
                                            .split(File.pathSeparator)[0];
                            Path folder = Path.of(started).toAbsolutePath().resolveSibling(NAME);
                            return folder + "/*";
                        });
    }

    private static Thread watchThread(Runnable watching) {
        Thread thread = new Thread(watching, NAME + "-watch");
        thread.setDaemon(true);
        return thread;
    }

    @PreDestroy
    void close() {
        watch.shutdownNow();
        stop();
    }

    private void stop() {
        if (process != null) {
            process.end();
        }
    }
}
