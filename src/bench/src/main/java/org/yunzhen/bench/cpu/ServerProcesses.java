package org.yunzhen.bench.cpu;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Finds the processes behind a port: the one that listens, and the PostgreSQL it is connected to.
 * Several databases may run on one machine, so the one that counts is found through the server's
 * own connections; only when there are none (a Unix socket), all processes named postgres count.
 */
public final class ServerProcesses {
    private static final String POSTGRES = "postgres";

    private final Proc proc;

    /** Looks at this machine. */
    public ServerProcesses() {
        this(Proc.ofThisMachine());
    }

    ServerProcesses(Path root) {
        this(new Proc(root));
    }

    private ServerProcesses(Proc proc) {
        this.proc = proc;
    }

    /**
     * The process that listens on the port; empty when it is another machine's or another user's.
     */
    public Optional<Long> listeningOn(int port) {
        Set<Long> inodes =
                proc.tcpSockets().stream()
                        .filter(socket -> socket.listening() && socket.localPort() == port)
                        .map(TcpSocket::inode)
                        .collect(Collectors.toSet());
        return proc.processes().stream().filter(pid -> holdsAny(pid, inodes)).findFirst();
    }

    /** The processes of the database that this server uses: the postmaster and its children. */
    public Set<Long> databaseOf(long server) {
        Map<Long, ProcessStat> postgres = postgresProcesses();
        Set<Long> postmasters = postmastersOf(server, postgres);
        if (postmasters.isEmpty()) {
            return postgres.keySet();
        }
        Set<Long> family = new HashSet<>(postmasters);
        postgres.forEach(
                (pid, stat) -> {
                    if (postmasters.contains(stat.parent())) {
                        family.add(pid);
                    }
                });
        return family;
    }

    private Set<Long> postmastersOf(long server, Map<Long, ProcessStat> postgres) {
        List<TcpSocket> sockets = proc.tcpSockets();
        Set<Long> own = proc.socketInodes(server);
        Set<Integer> connectedTo =
                sockets.stream()
                        .filter(socket -> !socket.listening() && own.contains(socket.inode()))
                        .map(TcpSocket::remotePort)
                        .collect(Collectors.toSet());
        Set<Long> listeners =
                sockets.stream()
                        .filter(TcpSocket::listening)
                        .filter(socket -> connectedTo.contains(socket.localPort()))
                        .map(TcpSocket::inode)
                        .collect(Collectors.toSet());
        return postgres.keySet().stream()
                .filter(pid -> !postgres.containsKey(postgres.get(pid).parent()))
                .filter(pid -> holdsAny(pid, listeners))
                .collect(Collectors.toSet());
    }

    private boolean holdsAny(long pid, Set<Long> inodes) {
        return proc.socketInodes(pid).stream().anyMatch(inodes::contains);
    }

    private Map<Long, ProcessStat> postgresProcesses() {
        Map<Long, ProcessStat> found = new TreeMap<>();
        for (long pid : proc.processes()) {
            proc.stat(pid)
                    .filter(stat -> stat.name().equals(POSTGRES))
                    .ifPresent(stat -> found.put(pid, stat));
        }
        return found;
    }

    /** Processor time used so far, in nanoseconds, ended children included. */
    public long cpuNanos(Set<Long> pids) {
        return pids.stream()
                        .map(proc::stat)
                        .flatMap(Optional::stream)
                        .mapToLong(stat -> stat.ownTicks() + stat.reapedTicks())
                        .sum()
                * ProcessStat.NANOS_PER_TICK;
    }

    /** Resident memory of a process in MB. */
    public Optional<Long> residentMb(long pid) {
        return proc.residentKb(pid).map(kb -> kb / 1024);
    }
}
