package org.yunzhen.hospital.platform.boot;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs the programs of PostgreSQL. */
final class Unprivileged {
    private Unprivileged() {}

    /** Runs one to its end; what it says goes to {@code what.log} in the folder. */
    static void run(Path home, String what, String... words) throws IOException {
        run(home, what, Path.of("/dev/null"), words);
    }

    /**
     * The same.
     *
     * @param input what it reads from its standard input
     */
    static void run(Path home, String what, Path input, String... words) throws IOException {
        List<String> command = new ArrayList<>(prefix());
        command.addAll(List.of(words));
        Path log = home.resolve(what + ".log");
        Process process =
                new ProcessBuilder(command)
                        .redirectInput(input.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        try {
            if (process.waitFor() != 0) {
                throw new IOException(what + " failed, see " + log);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(what + " was interrupted", e);
        }
    }

    /**
     * PostgreSQL refuses to run as root, so root starts it in a user namespace of its own. A new
     * session keeps the terminal's Ctrl-C from it: the service stops first and then stops it.
     */
    static List<String> prefix() {
        return System.getProperty("user.name").equals("root")
                ? List.of("setsid", "unshare", "-U")
                : List.of("setsid");
    }
}
