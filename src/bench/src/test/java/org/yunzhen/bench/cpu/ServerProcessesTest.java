package org.yunzhen.bench.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerProcessesTest {
    private static final String SOCKETS =
            """
              sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
               0: 00000000:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1001 1
               1: 0100007F:1538 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 2001 1
               2: 0100007F:1539 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 3001 1
               3: 0100007F:C350 0100007F:1538 01 00000000:00000000 00:00000000 00000000     0        0 1002 1
            """;

    @TempDir Path proc;

    @Test
    void the_process_behind_a_port_of_this_machine_is_found() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(new ServerProcesses().listeningOn(socket.getLocalPort()))
                    .contains(ProcessHandle.current().pid());
        }
    }

    @Test
    void processor_time_of_this_process_grows_with_work() {
        CpuMeter meter =
                new CpuMeter(new ServerProcesses(), Optional.of(ProcessHandle.current().pid()));
        CpuReading before = meter.read();
        CpuReading now = before;
        while (now.generatorNanos() - before.generatorNanos() < 100_000_000L) {
            now = meter.read();
        }
        CpuUsage used = now.since(before);

        assertThat(used.serverNanos().orElseThrow()).isBetween(80_000_000L, 10_000_000_000L);
        assertThat(used.residentMb().orElseThrow()).isPositive();
    }

    @Test
    void of_two_databases_only_the_one_that_the_server_uses_is_charged() throws IOException {
        twoDatabases();
        CpuReading before = meter().read();
        process(21, "postgres", 20, 5, 1, 0, 0);
        process(31, "postgres", 30, 90, 1, 0, 0);

        assertThat(new ServerProcesses(proc).listeningOn(8080)).contains(10L);
        assertThat(meter().read().since(before).databaseNanos()).contains(ticks(4));
    }

    @Test
    void a_server_that_connects_only_while_it_is_measured_is_charged_the_same() throws IOException {
        twoDatabases();
        Files.delete(proc.resolve("10/fd/5"));
        CpuReading before = meter().read();
        socket(10, 5, 1002);
        process(21, "postgres", 20, 5, 1, 0, 0);
        process(31, "postgres", 30, 90, 1, 0, 0);

        assertThat(meter().read().since(before).databaseNanos()).contains(ticks(4));
    }

    @Test
    void a_server_without_tcp_to_a_database_is_charged_for_all_of_them() throws IOException {
        twoDatabases();
        Files.delete(proc.resolve("10/fd/5"));
        CpuReading before = meter().read();
        process(21, "postgres", 20, 5, 1, 0, 0);
        process(31, "postgres", 30, 90, 1, 0, 0);

        assertThat(meter().read().since(before).databaseNanos()).contains(ticks(4 + 89));
    }

    @Test
    void a_backend_that_ends_is_charged_once() throws IOException {
        twoDatabases();
        CpuReading before = meter().read();
        Files.delete(proc.resolve("21/stat"));
        process(20, "postgres", 1, 1, 1, 7, 3);

        assertThat(meter().read().since(before).databaseNanos()).contains(ticks(10 - 2));
    }

    @Test
    void a_server_that_cannot_be_seen_has_no_figures() {
        CpuUsage used =
                new CpuMeter(new ServerProcesses(proc), Optional.of(99L))
                        .read()
                        .since(meter().read());

        assertThat(used.serverNanos()).isEmpty();
        assertThat(used.databaseNanos()).isEmpty();
        assertThat(used.residentMb()).isEmpty();
    }

    private CpuMeter meter() {
        return new CpuMeter(new ServerProcesses(proc), Optional.of(10L));
    }

    private static long ticks(long count) {
        return count * ProcessStat.NANOS_PER_TICK;
    }

    @Test
    void a_name_with_blanks_and_parentheses_does_not_shift_the_fields() {
        ProcessStat stat =
                ProcessStat.of("7 (a) b (c) S 3 7 7 0 -1 4194560 1 2 3 4 11 22 33 44 20 0 1");

        assertThat(stat).isEqualTo(new ProcessStat("a) b (c", 3, 33, 77));
    }

    private void twoDatabases() throws IOException {
        Files.createDirectories(proc.resolve("net"));
        Files.writeString(proc.resolve("net/tcp"), SOCKETS);
        process(10, "java", 1, 1, 1, 0, 0);
        socket(10, 4, 1001);
        socket(10, 5, 1002);
        process(20, "postgres", 1, 1, 1, 0, 0);
        socket(20, 6, 2001);
        process(21, "postgres", 20, 1, 1, 0, 0);
        process(30, "postgres", 1, 1, 1, 0, 0);
        socket(30, 6, 3001);
        process(31, "postgres", 30, 1, 1, 0, 0);
    }

    private void process(
            long pid, String name, long parent, int user, int system, int reaped, int reapedSystem)
            throws IOException {
        Files.createDirectories(proc.resolve(pid + "/fd"));
        Files.writeString(
                proc.resolve(pid + "/stat"),
                "%d (%s) S %d 1 1 0 -1 4194560 1 2 3 4 %d %d %d %d 20 0 1 0"
                        .formatted(pid, name, parent, user, system, reaped, reapedSystem));
    }

    private void socket(long pid, int descriptor, long inode) throws IOException {
        Files.createSymbolicLink(
                proc.resolve(pid + "/fd/" + descriptor), Path.of("socket:[" + inode + "]"));
    }
}
