package org.yunzhen.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Ten who send the worst they can, and one who reads meanwhile. */
class HostileInputIT {
    private static final int SENDERS = 10;
    private static final int ROUNDS = 2;

    /** What production is started with. */
    private static final int HEAP_MEGABYTES = 192;

    private static final int READS = 20_000;

    /** How much slower the slowest hundredth of reads may be. */
    private static final double TIMES_MAX = 3;

    private static RunningService service;
    private static List<Attack> attacks;

    @BeforeAll
    static void start_a_service_with_the_heap_of_production() {
        attacks = Attack.all();
        service = RunningService.startWithin(HEAP_MEGABYTES, SharedService.folder("hostile"));
    }

    @AfterAll
    static void end_it() {
        if (service != null) {
            service.end();
        }
    }

    @Test
    void each_is_refused_at_its_limit_for_its_reason() {
        Map<String, String> refused = new TreeMap<>();
        Map<String, String> expected = new TreeMap<>();
        for (Attack attack : attacks) {
            expected.put(attack.name(), attack.refusal());
            refused.put(attack.name(), answer(attack));
        }
        assertThat(refused).isEqualTo(expected);
    }

    @Test
    void ten_at_once_are_refused_alike_or_told_to_come_later_and_the_heap_suffices()
            throws Exception {
        String read = written();
        Map<String, Integer> answers = new ConcurrentHashMap<>();
        atOnce(i -> i < ROUNDS * attacks.size(), answers).get(5, TimeUnit.MINUTES);
        assertRefused(answers);
        integration().get(read).expect(200);
        assertThat(Postmaster.read(service.log()))
                .noneMatch(line -> line.contains("OutOfMemoryError"));
    }

    @Test
    @EnabledIfSystemProperty(named = "proof", matches = "full")
    void ten_at_once_hardly_slow_down_who_reads() throws Exception {
        String read = written();
        p99(read);
        double alone = p99(read);
        AtomicBoolean enough = new AtomicBoolean();
        Map<String, Integer> answers = new ConcurrentHashMap<>();
        CompletableFuture<Void> senders = atOnce(i -> !enough.get(), answers);
        double attacked = p99(read);
        enough.set(true);
        senders.get(2, TimeUnit.MINUTES);
        System.out.printf(
                "full size: reads with ten hostile callers p99 %.1f ms, alone %.1f ms; answers %s%n",
                attacked, alone, new TreeMap<>(answers));
        assertRefused(answers);
        assertThat(attacked).isLessThan(TIMES_MAX * alone);
    }

    /** Ten send without a pause, each beginning with another attack. */
    private static CompletableFuture<Void> atOnce(
            IntPredicate goesOn, Map<String, Integer> answers) {
        ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
        CompletableFuture<?>[] all = new CompletableFuture<?>[SENDERS];
        for (int sender = 0; sender < SENDERS; sender++) {
            int first = sender;
            all[sender] =
                    CompletableFuture.runAsync(
                            () -> {
                                for (int i = 0; goesOn.test(i); i++) {
                                    send(attacks.get((first + i) % attacks.size()), answers);
                                }
                            },
                            senders);
        }
        senders.shutdown();
        return CompletableFuture.allOf(all);
    }

    private static void send(Attack attack, Map<String, Integer> answers) {
        answers.merge(attack.name() + ": " + answer(attack), 1, Integer::sum);
    }

    private static String answer(Attack attack) {
        Reply reply = attack.by(integration());
        List<String> codes = reply.refusals().stream().distinct().toList();
        return reply.status() + " " + String.join(",", codes);
    }

    private static void assertRefused(Map<String, Integer> answers) {
        List<String> allowed =
                attacks.stream().map(attack -> attack.name() + ": " + attack.refusal()).toList();
        assertThat(answers.keySet())
                .allMatch(
                        answer -> allowed.contains(answer) || answer.endsWith(": 503 overloaded"));
    }

    private static double p99(String path) {
        long[] nanos = new long[READS];
        for (int i = 0; i < READS; i++) {
            long began = System.nanoTime();
            integration().get(path).expect(200);
            nanos[i] = System.nanoTime() - began;
        }
        Arrays.sort(nanos);
        return nanos[READS * 99 / 100] / 1e6;
    }

    private static String written() {
        String basic = "{\"resourceType\":\"Basic\",\"code\":{\"text\":\"x\"}}";
        return "/fhir/" + integration().post("/fhir/Basic", basic).expect(201).reference();
    }

    private static Caller integration() {
        return service.hospital().as("integration01");
    }
}
