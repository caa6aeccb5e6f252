package org.yunzhen.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The service is killed at random moments while people book, pay, cancel, visit and fetch drugs;
 * every other time while money is under way, for that is where a kill hurts and where a slow
 * machine's moments seldom fall. {@code -Dcrash.seed=} repeats a run's choices; the moments
 * themselves are as random as the machine is.
 */
class CrashIT {
    private static final boolean FULL = "full".equals(System.getProperty("proof"));
    private static final int KILLS = FULL ? 50 : 5;

    /** Every so many kills PostgreSQL's processes die too. */
    private static final int WITH_POSTGRES = 5;

    /** Every so many kills, from the first on, fall while money is under way. */
    private static final int WITH_MONEY = 2;

    private static final Duration MONEY_WITHIN = Duration.ofSeconds(10);

    /** Every so many kills all must come to rest before the next. */
    private static final int REST = 5;

    private static final int PEOPLE = 10;
    private static final int KINDS_OF_CALLS = 19;
    private static final int LOAD_MILLIS_MIN = 300;
    private static final int LOAD_MILLIS_MAX = 3500;

    private final long seed = Long.getLong("crash.seed", System.nanoTime() % 1_000_000);
    private final Random random = new Random(seed);
    private final Answers answers = new Answers();
    private final Crowd crowd = new Crowd(PEOPLE, answers);
    private OutsideWorld outside;
    private RunningService service;

    @AfterEach
    void leave_nothing_running() {
        if (service != null) {
            service.end();
        }
        if (outside != null) {
            outside.close();
        }
    }

    @Test
    void what_was_answered_stands_and_what_was_half_done_ends_however_often_it_is_killed() {
        Path folder = SharedService.folder("crash");
        outside = OutsideWorld.start(folder);
        Audit audit = new Audit("CrashIT seed " + seed, answers, crowd, outside);
        String[] settings = Audit.settings(outside);
        service = RunningService.start(folder, settings);
        Surgery surgery = new Surgery(service.hospital(), random);
        for (int kill = 1; kill <= KILLS; kill++) {
            crowd.add(surgery.errands());
            crowd.start();
            awaitMoment(kill % WITH_MONEY == 1);
            if (kill % WITH_POSTGRES == 0) {
                service.postgres().kill();
            }
            service.kill();
            crowd.pause();
            Instant killed = Instant.now();
            service = service.again(settings);
            audit.report("kill %d, back after %s", kill, Duration.between(killed, Instant.now()));
            audit.nothingIsLost(service);
            if (kill % REST == 0) {
                audit.allComesToRest(service);
            }
        }
        assertThat(answers.calls()).as("every kind of call was answered").hasSize(KINDS_OF_CALLS);
    }

    private void awaitMoment(boolean moneyMoves) {
        int millis = random.nextInt(LOAD_MILLIS_MIN, LOAD_MILLIS_MAX);
        if (moneyMoves) {
            outside.untilMoneyMoves(MONEY_WITHIN);
            millis %= OutsideWorld.ANSWERS_AFTER_MILLIS;
        }
        await().pollDelay(Duration.ofMillis(millis)).until(() -> true);
    }
}
