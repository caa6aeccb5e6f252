package org.yunzhen.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The floor as a process of its own, on a real PostgreSQL. */
class FloorSmokeTest {
    private static EmbeddedPostgres postgres;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeAll
    static void startDatabase() throws IOException {
        postgres =
                EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "on")
                        .setServerConfig("synchronous_commit", "on")
                        .setServerConfig("full_page_writes", "on")
                        .start();
    }

    @AfterAll
    static void stopDatabase() throws IOException {
        postgres.close();
    }

    @Test
    void the_floor_reads_searches_and_inserts_without_an_error_and_leaves_nothing_behind()
            throws IOException, SQLException {
        int exit = bench("--rounds", "1", "--floor", "--database", uri("postgres"));

        assertThat(exit).as(out + "\n" + err).isZero();
        assertThat(rows()).hasSize(3);
        assertThat(rows()).allSatisfy(row -> assertThat(serverCpu(row)).isPositive());
        assertThat(rows()).allSatisfy(row -> assertThat(databaseCpu(row)).isNotNegative());
        assertThat(schemas()).isZero();
    }

    @Test
    void with_a_service_both_are_measured_in_turns() throws IOException {
        try (FakeHospital hospital = new FakeHospital("on", 3)) {
            bench(hospital.base(), "--works", "read", "--floor", "--database", uri("postgres"));
        }

        List<String> progress =
                text(out).lines().filter(line -> line.contains(" read, round ")).toList();
        assertThat(progress)
                .extracting(line -> line.substring(0, line.indexOf(':')))
                .containsExactly(
                        "floor read, round 1",
                        "service read, round 1",
                        "floor read, round 2",
                        "service read, round 2");
    }

    @Test
    void a_floor_that_answers_before_its_rows_are_safe_is_refused()
            throws IOException, SQLException {
        sql("CREATE DATABASE hasty");
        sql("ALTER DATABASE hasty SET synchronous_commit = off");

        assertThat(bench("--floor", "--database", uri("hasty"))).isEqualTo(2);

        assertThat(text(err))
                .isEqualToIgnoringNewLines(
                        "refused: the floor's database has synchronous_commit = off; it must be on");
    }

    @Test
    void a_database_that_is_not_there_is_told_in_one_line() throws IOException {
        assertThat(bench("--floor", "--database", uri("nowhere"))).isEqualTo(2);

        assertThat(text(err).lines()).singleElement().asString().contains("nowhere");
    }

    private int bench(String... arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--connections", "2", "--warm-up", "0", "--seconds", "1"));
        all.addAll(List.of("--patients", "5", "--observations", "100"));
        return Bench.run(
                all.toArray(String[]::new),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private static String uri(String database) {
        return "postgresql://postgres:postgres@127.0.0.1:%d/%s"
                .formatted(postgres.getPort(), database);
    }

    private List<String> rows() {
        return text(out).lines().filter(line -> line.startsWith("floor  ")).toList();
    }

    private static double serverCpu(String row) {
        return Double.parseDouble(row.split("\\s{2,}")[8]);
    }

    private static double databaseCpu(String row) {
        return Double.parseDouble(row.split("\\s{2,}")[9]);
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static void sql(String statement) throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement one = connection.createStatement()) {
            one.execute(statement);
        }
    }

    private static int schemas() throws SQLException {
        String count =
                "SELECT count(*) FROM information_schema.schemata WHERE schema_name = 'bench_floor'";
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                ResultSet rows = connection.createStatement().executeQuery(count)) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
