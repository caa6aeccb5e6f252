package org.yunzhen.hospital.platform.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo's PostgreSQL through stops and kills: real processes in a folder of their own. */
class EmbeddedPostgresTest {
    @TempDir static Path home;

    private EmbeddedPostgres postgres;

    @BeforeAll
    static void keepSomething() throws IOException, SQLException {
        EmbeddedPostgres first = EmbeddedPostgres.start(home, 0);
        execute(first, "CREATE TABLE kept (what text)");
        execute(first, "INSERT INTO kept VALUES ('once')");
    }

    @AfterAll
    static void stop() throws IOException {
        EmbeddedPostgres.stop(home);
    }

    @BeforeEach
    void start() throws IOException {
        postgres = EmbeddedPostgres.start(home, 0);
    }

    @Test
    void it_is_durable_and_asks_for_a_password() throws SQLException {
        assertThat(text(postgres, "SHOW fsync")).isEqualTo("on");
        assertThat(text(postgres, "SHOW synchronous_commit")).isEqualTo("on");
        assertThat(text(postgres, "SHOW full_page_writes")).isEqualTo("on");
        assertThat(text(postgres, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
        assertThatThrownBy(
                        () ->
                                DriverManager.getConnection(
                                        "jdbc:" + postgres.url(), EmbeddedPostgres.USER, "guess"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("password");
    }

    @Test
    void a_stop_and_a_start_keep_everything() throws IOException, SQLException {
        EmbeddedPostgres.stop(home);
        assertThat(PostmasterFile.of(data()).isRunning()).isFalse();

        assertThat(kept(EmbeddedPostgres.start(home, 0))).isEqualTo("once");
    }

    @Test
    void one_left_running_is_taken_over() throws IOException, SQLException {
        long process = process();

        EmbeddedPostgres again = EmbeddedPostgres.start(home, 0);

        assertThat(process()).isEqualTo(process);
        assertThat(again.url()).isEqualTo(postgres.url());
        assertThat(kept(again)).isEqualTo("once");
    }

    @Test
    void one_that_was_killed_comes_up_again_over_its_stale_lock() throws Exception {
        ProcessHandle killed = ProcessHandle.of(process()).orElseThrow();
        killed.destroyForcibly();
        killed.onExit().get(20, TimeUnit.SECONDS);
        assertThat(Files.exists(data().resolve("postmaster.pid"))).isTrue();

        EmbeddedPostgres again = EmbeddedPostgres.start(home, 0);

        assertThat(process()).isNotEqualTo(killed.pid());
        assertThat(kept(again)).isEqualTo("once");
    }

    @Test
    void a_lock_that_names_another_program_s_process_is_stale() throws IOException, SQLException {
        EmbeddedPostgres.stop(home);
        String self = Long.toString(ProcessHandle.current().pid());
        Files.write(
                data().resolve("postmaster.pid"), List.of(self, data().toString(), "1", "5432"));

        assertThat(kept(EmbeddedPostgres.start(home, 0))).isEqualTo("once");
    }

    @Test
    void one_begun_from_a_prepared_one_has_its_rows_and_a_password_of_its_own(
            @TempDir Path begun, @TempDir Path prepared) throws Exception {
        EmbeddedPostgres.stop(home);
        PreparedCluster.copy(data(), prepared.resolve("cluster"));
        EmbeddedPostgres from = EmbeddedPostgres.start(home, 0);
        try {
            EmbeddedPostgres copy = beginFrom(begun, prepared.resolve("cluster"));
            assertThat(kept(copy)).isEqualTo("once");
            assertThat(copy.password()).isNotEqualTo(from.password());
            assertThatThrownBy(
                            () ->
                                    DriverManager.getConnection(
                                            "jdbc:" + copy.url(),
                                            EmbeddedPostgres.USER,
                                            from.password()))
                    .hasMessageContaining("password");
            assertThat(text(copy, "SHOW fsync")).isEqualTo("on");

            execute(copy, "INSERT INTO kept VALUES ('twice')");
            ProcessHandle killed = ProcessHandle.of(process(begun)).orElseThrow();
            killed.destroyForcibly();
            killed.onExit().get(20, TimeUnit.SECONDS);
            EmbeddedPostgres again = beginFrom(begun, prepared.resolve("cluster"));
            assertThat(text(again, "SELECT string_agg(what, ' ') FROM kept"))
                    .as("what is there is not prepared again")
                    .isEqualTo("once twice");
            assertThat(kept(from)).as("where it comes from").isEqualTo("once");
        } finally {
            EmbeddedPostgres.stop(begun);
        }
    }

    @Test
    void a_copy_that_was_left_unfinished_is_thrown_away(@TempDir Path begun, @TempDir Path prepared)
            throws Exception {
        EmbeddedPostgres.stop(home);
        PreparedCluster.copy(data(), prepared.resolve("cluster"));
        Files.createDirectories(begun.resolve("data.new").resolve("base"));
        Files.writeString(begun.resolve("data.new").resolve("PG_VERSION"), "18\n");
        try {
            assertThat(kept(beginFrom(begun, prepared.resolve("cluster")))).isEqualTo("once");
        } finally {
            EmbeddedPostgres.stop(begun);
        }
    }

    @Test
    void the_mark_keeps_the_demo_out_of_foreign_databases_and_production_out_of_demos()
            throws SQLException {
        assertThat(complaint(true)).as("tables of somebody else").isPresent();
        assertThat(complaint(false)).as("production has its own ways there").isEmpty();

        execute(postgres, "CREATE TABLE installation AS SELECT true AS demo");
        assertThat(complaint(true)).as("a demo's").isEmpty();
        assertThat(complaint(false))
                .hasValueSatisfying(line -> assertThat(line).contains("yunzhen.database.url"));

        execute(postgres, "UPDATE installation SET demo = false");
        assertThat(complaint(true))
                .hasValueSatisfying(line -> assertThat(line).contains("yunzhen.database.url"));
        execute(postgres, "DROP TABLE installation");
    }

    @Test
    void a_folder_serves_one_service_at_a_time(@TempDir Path folder) throws IOException {
        FolderLock held = FolderLock.take(folder);
        assertThatThrownBy(() -> FolderLock.take(folder)).hasMessageContaining("yunzhen.data-dir");

        held.release();
        FolderLock.take(folder).release();
    }

    private static EmbeddedPostgres beginFrom(Path folder, Path prepared) throws IOException {
        EmbeddedPostgres made = EmbeddedPostgres.begin(folder, 0, Optional.of(prepared));
        made.awaitReady();
        return made;
    }

    private Optional<String> complaint(boolean demo) {
        return DatabaseMark.complaint(
                postgres.url(), EmbeddedPostgres.USER, postgres.password(), demo);
    }

    private static Path data() {
        return home.toAbsolutePath().resolve("data");
    }

    private static long process() throws IOException {
        return process(home);
    }

    private static long process(Path folder) throws IOException {
        Path lock = folder.resolve("data").resolve("postmaster.pid");
        return Long.parseLong(Files.readAllLines(lock).get(0).trim());
    }

    private static String kept(EmbeddedPostgres server) throws SQLException {
        return text(server, "SELECT what FROM kept");
    }

    private static String text(EmbeddedPostgres server, String sql) throws SQLException {
        try (Connection connection = connect(server);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private static void execute(EmbeddedPostgres server, String sql) throws SQLException {
        try (Connection connection = connect(server);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Connection connect(EmbeddedPostgres server) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:" + server.url(), EmbeddedPostgres.USER, server.password());
    }
}
