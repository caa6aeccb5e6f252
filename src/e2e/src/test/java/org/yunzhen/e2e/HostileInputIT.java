package org.yunzhen.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Ten who send the worst they can, and one who reads meanwhile. */
class HostileInputIT {
    private static final boolean FULL = "full".equals(System.getProperty("proof"));
    private static final int ROUNDS = FULL ? 5 : 1;
    private static final int READS_ALONE = FULL ? 20_000 : 500;

    private static final int LARGE_ONES = 50;
    private static final int NODES_OF_A_LARGE_ONE = 14_900;

    private static final int ENTRIES = 2_000;
    private static final int PARTS = 75;
    private static final int TEXT_CHARACTERS = 30;

    /** How much slower the slowest hundredth of reads may be. */
    private static final double TIMES_MAX = 3;

    private static RunningService service;
    private static List<Attack> attacks;

    @BeforeAll
    static void start_a_service_with_the_heap_of_production() {
        attacks = Attack.all();
        service = RunningService.startAsImage(SharedService.folder("hostile"));
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
            refused.put(attack.name(), HostileCallers.answer(attack, service.hospital()));
        }
        assertThat(refused).isEqualTo(expected);
    }

    @Test
    void a_Bundle_of_the_greatest_size_is_served_by_the_same_heap() {
        String bundle = largestBundle();
        assertThat(bundle.length()).isBetween(15 * 1024 * 1024, 16 * 1024 * 1024);
        Reply stored = integration().post("/fhir", bundle).expect(200);
        assertThat(stored.text().split("\"status\":\"201\"", -1)).hasSize(ENTRIES + 1);
    }

    @Test
    void what_a_large_document_became_is_let_go_once_it_is_answered() {
        Attack large =
                attacks.stream()
                        .filter(attack -> attack.name().equals("as many as are read"))
                        .findFirst()
                        .orElseThrow();
        // often enough that the code which works on it is compiled
        for (int i = 0; i < LARGE_ONES; i++) {
            large.by(integration()).expect(422);
        }
        assertThat(service.living(ObjectNode.class)).isLessThan(NODES_OF_A_LARGE_ONE);
    }

    /** As many entries as are taken, and near to the number of values that are read. */
    private static String largestBundle() {
        String part =
                "{\"url\":\"https://example.org/fhir/StructureDefinition/part\",\"valueString\":\""
                        + "x".repeat(TEXT_CHARACTERS)
                        + "\"},";
        String resource =
                "{\"resourceType\":\"Basic\",\"code\":{\"text\":\"x\"},\"extension\":["
                        + part.repeat(PARTS)
                        + part.substring(0, part.length() - 1)
                        + "]}";
        String entry =
                "{\"request\":{\"method\":\"POST\",\"url\":\"Basic\"},\"resource\":"
                        + resource
                        + "},";
        return "{\"resourceType\":\"Bundle\",\"type\":\"batch\",\"entry\":["
                + entry.repeat(ENTRIES - 1)
                + entry.substring(0, entry.length() - 1)
                + "]}";
    }

    @Test
    void ten_at_once_are_refused_alike_or_told_to_come_later_and_who_reads_goes_on() {
        String basic = "{\"resourceType\":\"Basic\",\"code\":{\"text\":\"x\"}}";
        String read = "/fhir/" + integration().post("/fhir/Basic", basic).expect(201).reference();
        List<Long> alone = new ArrayList<>();
        reads(read, () -> alone.size() < READS_ALONE, alone);
        alone.clear(); // it was cold
        reads(read, () -> alone.size() < READS_ALONE, alone);

        HostileCallers senders = HostileCallers.begin(service.base(), ROUNDS);
        List<Long> beside = new ArrayList<>();
        reads(read, senders::send, beside);
        Map<String, Integer> answers = senders.answers();

        System.out.printf(
                "%s size: %d reads beside ten hostile callers p99 %.1f ms, alone %.1f ms; answers %s%n",
                FULL ? "full" : "small", beside.size(), p99(beside), p99(alone), answers);
        assertRefused(answers);
        assertThat(service.log()).noneMatch(line -> line.contains("OutOfMemoryError"));
        if (FULL) {
            assertThat(p99(beside)).isLessThan(TIMES_MAX * p99(alone));
        }
    }

    private static void assertRefused(Map<String, Integer> answers) {
        List<String> allowed =
                attacks.stream().map(attack -> attack.name() + ": " + attack.refusal()).toList();
        assertThat(answers.keySet())
                .allMatch(
                        answer ->
                                allowed.contains(answer)
                                        || answer.endsWith(": 503 overloaded later"));
    }

    /** One reads again and again; none may fail. */
    private static void reads(String path, BooleanSupplier goesOn, List<Long> nanos) {
        Caller reader = integration();
        while (goesOn.getAsBoolean()) {
            long began = System.nanoTime();
            reader.get(path).expect(200);
            nanos.add(System.nanoTime() - began);
        }
    }

    private static double p99(List<Long> nanos) {
        return nanos.stream().sorted().skip(nanos.size() * 99L / 100).findFirst().orElseThrow()
                / 1e6;
    }

    private static Caller integration() {
        return service.hospital().as("integration01");
    }
}
