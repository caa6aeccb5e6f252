package org.yunzhen.bench.cpu;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The files below {@code /proc} that a measurement needs. A process that has gone has no values.
 */
final class Proc {
    private final Path root;

    Proc(Path root) {
        this.root = root;
    }

    static Proc ofThisMachine() {
        return new Proc(Path.of("/proc"));
    }

    List<Long> processes() {
        try (Stream<Path> entries = Files.list(root)) {
            return entries.map(path -> path.getFileName().toString())
                    .filter(name -> name.chars().allMatch(Character::isDigit))
                    .map(Long::valueOf)
                    .sorted()
                    .toList();
        } catch (IOException none) {
            return List.of();
        }
    }

    Optional<ProcessStat> stat(long pid) {
        return read(pid, "stat").map(ProcessStat::of);
    }

    /** Resident memory in kB, from {@code status}. */
    Optional<Long> residentKb(long pid) {
        return read(pid, "status")
                .flatMap(
                        text ->
                                text.lines()
                                        .filter(line -> line.startsWith("VmRSS:"))
                                        .map(line -> Long.valueOf(line.replaceAll("\\D", "")))
                                        .findFirst());
    }

    /** Inodes of the sockets a process holds; empty when it may not be looked into. */
    Set<Long> socketInodes(long pid) {
        try (Stream<Path> descriptors = Files.list(root.resolve(pid + "/fd"))) {
            return descriptors.flatMap(Proc::socketInode).collect(Collectors.toSet());
        } catch (IOException gone) {
            return Set.of();
        }
    }

    private static Stream<Long> socketInode(Path descriptor) {
        try {
            String target = Files.readSymbolicLink(descriptor).toString();
            return target.startsWith("socket:[")
                    ? Stream.of(Long.valueOf(target.replaceAll("\\D", "")))
                    : Stream.empty();
        } catch (IOException gone) {
            return Stream.empty();
        }
    }

    /** All TCP sockets of the machine, IPv4 and IPv6. */
    List<TcpSocket> tcpSockets() {
        return Stream.of("net/tcp", "net/tcp6").flatMap(this::tcpSockets).toList();
    }

    private Stream<TcpSocket> tcpSockets(String file) {
        try {
            return Files.readAllLines(root.resolve(file)).stream().skip(1).map(TcpSocket::of);
        } catch (IOException noSuchProtocol) {
            return Stream.empty();
        }
    }

    private Optional<String> read(long pid, String file) {
        try {
            return Optional.of(Files.readString(root.resolve(pid + "/" + file)));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }
}
