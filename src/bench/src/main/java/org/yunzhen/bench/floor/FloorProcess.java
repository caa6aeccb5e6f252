package org.yunzhen.bench.floor;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The floor's server as a process of its own, so that its processor time is its own too. */
public final class FloorProcess implements AutoCloseable {
    private final Process process;
    private final InetSocketAddress address;

    private FloorProcess(Process process, InetSocketAddress address) {
        this.process = process;
        this.address = address;
    }

    /** Starts it with this process's class path and waits until it listens. */
    public static FloorProcess start(String databaseUri, FloorSettings settings)
            throws IOException {
        FloorSettings fixed = settings.port() == 0 ? withFreePort(settings) : settings;
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // the service's image has large pages too: the ratio is not to come from them
        command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:+UseTransparentHugePages"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(FloorServer.class.getName());
        command.addAll(fixed.asArguments());
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put(FloorServer.DATABASE_VARIABLE, databaseUri);
        builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        Process process = builder.start();
        awaitReady(process);
        return new FloorProcess(process, new InetSocketAddress("127.0.0.1", fixed.port()));
    }

    private static FloorSettings withFreePort(FloorSettings settings) throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return new FloorSettings(
                    free.getLocalPort(),
                    settings.loops(),
                    settings.readConnections(),
                    settings.writeConnections(),
                    settings.pipelining());
        }
    }

    private static void awaitReady(Process process) throws IOException {
        BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
        String line = lines.readLine();
        while (line != null && !line.startsWith(FloorServer.READY)) {
            line = lines.readLine();
        }
        if (line == null) {
            throw new UnfitFloorException("the floor's server ended before it listened");
        }
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return address;
    }

    /** Its process id. */
    public long pid() {
        return process.pid();
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        process.destroy();
    }
}
