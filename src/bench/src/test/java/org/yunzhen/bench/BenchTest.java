package org.yunzhen.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command against a hospital in memory. */
class BenchTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir Path folder;

    @Test
    void every_work_is_measured_without_errors() throws IOException {
        try (FakeHospital hospital = new FakeHospital("on", 3)) {
            Path markdown = folder.resolve("report.md");

            int exit = bench(hospital, "--markdown", markdown.toString());

            assertThat(exit).as(out.toString(StandardCharsets.UTF_8)).isZero();
            assertThat(lines("service  ")).hasSize(6);
            assertThat(out.toString(StandardCharsets.UTF_8))
                    .contains("patient and code has 5 hits");
            assertThat(Files.readString(markdown)).contains("| service | read | 1 |");
            assertThat(hospital.staleUpdates).hasValue(0);
        }
    }

    @Test
    void seeding_happens_once() throws IOException {
        try (FakeHospital hospital = new FakeHospital("on", 3)) {
            bench(hospital, "--works", "read");
            int bundles = hospital.bundles.get();
            int resources = hospital.resources.size();

            bench(hospital, "--works", "read");

            assertThat(bundles).isEqualTo(1 + 1 + 2);
            assertThat(hospital.bundles).hasValue(bundles);
            assertThat(hospital.resources).hasSize(resources).containsKey("Patient/bench-p-0001");
            assertThat(hospital.resources).containsKey("Observation/bench-o-000120");
        }
    }

    @Test
    void sold_out_is_a_refusal_and_no_error() throws IOException {
        try (FakeHospital hospital = new FakeHospital("on", 3)) {
            int exit = bench(hospital, "--works", "book");

            assertThat(exit).isZero();
            assertThat(hospital.bookings).hasValue(6 * 3);
            assertThat(out.toString(StandardCharsets.UTF_8))
                    .contains("18 booked, 12 refused (409)")
                    .contains("nothing was left to book");
        }
    }

    @Test
    void a_database_without_fsync_is_refused_and_nothing_is_written() throws IOException {
        try (FakeHospital hospital = new FakeHospital("off", 3)) {
            assertThat(bench(hospital)).isEqualTo(2);

            assertThat(err.toString(StandardCharsets.UTF_8)).contains("fsync = off");
            assertThat(hospital.resources).isEmpty();
        }
    }

    @Test
    void a_wrong_command_line_is_answered_with_the_usage() throws IOException {
        assertThat(run("--sekonds", "3", "http://127.0.0.1:1")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("unknown option --sekonds")
                .contains("--warm-up");
        assertThat(run()).isEqualTo(2);
        assertThat(run("--floor")).isEqualTo(2);
        assertThat(run("https://127.0.0.1:1")).isEqualTo(2);
        assertThat(run("http://127.0.0.1:1", "--works", "fly")).isEqualTo(2);
        assertThat(run("http://127.0.0.1:1", "--seconds", "0")).isEqualTo(2);
    }

    @Test
    void a_service_that_is_not_there_is_refused_in_one_line() throws IOException {
        assertThat(run("http://127.0.0.1:1")).isEqualTo(2);

        assertThat(err.toString(StandardCharsets.UTF_8).lines()).hasSize(1);
    }

    private List<String> lines(String start) {
        return out.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith(start))
                .toList();
    }

    private int bench(FakeHospital hospital, String... options) throws IOException {
        List<String> all = new ArrayList<>(List.of(options));
        all.addAll(List.of(hospital.base(), "--connections", "2", "--bookers", "5"));
        all.addAll(List.of("--warm-up", "0", "--seconds", "1"));
        all.addAll(List.of("--patients", "6", "--observations", "120"));
        return run(all.toArray(String[]::new));
    }

    private int run(String... arguments) throws IOException {
        return Bench.run(
                arguments,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }
}
