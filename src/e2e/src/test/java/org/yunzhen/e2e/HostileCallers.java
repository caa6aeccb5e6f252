package org.yunzhen.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/**
 * Ten who send all attacks without a pause, each beginning with another: a process of their own
 * that the machine serves last, for callers have machines of theirs: who reads beside them waits
 * for the service alone.
 */
final class HostileCallers {
    private static final int SENDERS = 10;

    private final Process process;

    private HostileCallers(Process process) {
        this.process = process;
    }

    /**
     * Lets them begin.
     *
     * @param rounds how often each sends every attack
     */
    static HostileCallers begin(String base, int rounds) {
        String classes =
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> command =
                List.of(
                        "nice",
                        "-n",
                        "19",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classes,
                        HostileCallers.class.getName(),
                        base,
                        Integer.toString(rounds));
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
            return new HostileCallers(process);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether they still send. */
    boolean send() {
        return process.isAlive();
    }

    /** How often each was answered what, {@code deep: 400 too-deep}, once they have ended. */
    Map<String, Integer> answers() {
        try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8)) {
            Map<String, Integer> answers =
                    said.lines()
                            .map(line -> line.split("\t", 2))
                            .collect(
                                    Collectors.toMap(
                                            line -> line[1],
                                            line -> Integer.valueOf(line[0]),
                                            Integer::sum,
                                            TreeMap::new));
            if (process.waitFor() != 0) {
                throw new IllegalStateException("the hostile callers ended early");
            }
            return answers;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Its status and codes, and whether it says when to come again. */
    static String answer(Attack attack, Hospital hospital) {
        Reply reply = attack.by(hospital.as("integration01"));
        List<String> codes = reply.refusals().stream().distinct().toList();
        String later = reply.header("Retry-After").isPresent() ? " later" : "";
        return reply.status() + " " + String.join(",", codes) + later;
    }

    /** Sends to an address, so many rounds, and prints how often which answer came. */
    public static void main(String[] arguments) {
        Hospital hospital = new Hospital(arguments[0]);
        int rounds = Integer.parseInt(arguments[1]);
        List<Attack> attacks = Attack.all();
        Map<String, Integer> answers = new ConcurrentHashMap<>();
        ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
        CompletableFuture<?>[] all = new CompletableFuture<?>[SENDERS];
        for (int sender = 0; sender < SENDERS; sender++) {
            int first = sender;
            all[sender] =
                    CompletableFuture.runAsync(
                            () -> sendAll(hospital, attacks, first, rounds, answers), senders);
        }
        CompletableFuture.allOf(all).join();
        senders.shutdown();
        answers.forEach((answer, times) -> System.out.println(times + "\t" + answer));
    }

    private static void sendAll(
            Hospital hospital,
            List<Attack> attacks,
            int first,
            int rounds,
            Map<String, Integer> answers) {
        for (int i = 0; i < rounds * attacks.size(); i++) {
            Attack attack = attacks.get((first + i) % attacks.size());
            answers.merge(attack.name() + ": " + answer(attack, hospital), 1, Integer::sum);
        }
    }
}
