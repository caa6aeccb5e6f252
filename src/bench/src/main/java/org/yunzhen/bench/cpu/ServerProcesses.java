package org.yunzhen.bench.cpu;

import java.nio.file.Path;
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

    /**
     * The databases that this server is connected to by TCP, by their postmasters; none when it
     * uses a Unix socket or has no connection yet.
     */
    public Set<Long> postmastersOf(long server) {
        Map<Long, ProcessStat> postgres = postgres();
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

    /** Every PostgreSQL process of the machine. */
    public Map<Long, ProcessStat> postgres() {
        Map<Long, ProcessStat> found = new TreeMap<>();
        for (long pid : proc.processes()) {
            proc.stat(pid)
                    .filter(stat -> stat.name().equals(POSTGRES))
                    .ifPresent(stat -> found.put(pid, stat));
        }
        return found;
    }

    /** Counters of a process; empty when it has gone. */
    public Optional<ProcessStat> stat(long pid) {
        return proc.stat(pid);
    }

    /** Resident memory of a process in MB. */
    public Optional<Long> residentMb(long pid) {
        return proc.residentKb(pid).map(kb -> kb / 1024);
    }
}
