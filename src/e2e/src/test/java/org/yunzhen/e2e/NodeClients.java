package org.yunzhen.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The FHIR clients of npm: a program for each in {@code src/test/node}, run by Node. */
final class NodeClients {
    private static final int NODE_MIN = 20;
    private static final int PATIENCE_SECONDS = 180;
    private static final String NEEDED =
            "src/e2e/src/test/node needs Node " + NODE_MIN + " or later, with npm, on the PATH";

    private final Path folder;

    private NodeClients(Path folder) {
        this.folder = folder;
    }

    /**
     * Installs the versions of the lock file, from wherever npm is set up to look.
     *
     * @throws IllegalStateException when the machine has no Node, or one that is too old
     */
    static NodeClients install() {
        NodeClients clients = new NodeClients(SharedService.folder("node"));
        String found = clients.run(List.of("node", "--version")).get(0);
        if (Integer.parseInt(found.replaceFirst("v(\\d+).*", "$1")) < NODE_MIN) {
            throw new IllegalStateException(NEEDED + "; found " + found);
        }
        clients.copy(Path.of(System.getProperty("yunzhen.root", "../.."), "src/e2e/src/test/node"));
        clients.run(List.of("npm", "ci", "--silent", "--prefer-offline"));
        return clients;
    }

    /**
     * Has a client do its steps as the system {@code integration01}.
     *
     * @param client name of its program
     * @param mark a word that nobody else uses
     * @return the lines that the program wrote
     */
    List<String> steps(String client, Hospital hospital, String mark) {
        return run(List.of("node", client + ".mjs", hospital.base(), mark));
    }

    private List<String> run(List<String> command) {
        Path output = folder.resolve("output");
        Path errors = folder.resolve("errors");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectOutput(output.toFile())
                        .redirectError(errors.toFile());
        builder.environment().put("CLIENT_ID", "integration01");
        builder.environment().put("CLIENT_SECRET", Hospital.PASSWORD);
        boolean done = succeeds(started(builder));
        List<String> written = Postmaster.read(output);
        if (!done) {
            throw new BrokenPromiseException(
                    "%s failed\n%s\n%s"
                            .formatted(
                                    String.join(" ", command),
                                    String.join("\n", written),
                                    String.join("\n", Postmaster.read(errors))));
        }
        return written;
    }

    private static Process started(ProcessBuilder builder) {
        try {
            return builder.start();
        } catch (IOException missing) {
            throw new IllegalStateException(NEEDED, missing);
        }
    }

    private static boolean succeeds(Process process) {
        try {
            return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } finally {
            process.destroyForcibly();
        }
    }

    private void copy(Path programs) {
        try (Stream<Path> files = Files.list(programs)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
