package org.yunzhen.sandbox;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The sandbox as a process of its own: {@code java -jar sandbox.jar --journal DIR [--port 9099]
 * [--parent-stdin] ...}. Prints one line when it serves.
 */
public final class SandboxMain {
    private static final String USAGE =
            """
            usage: java -jar sandbox.jar --journal DIR [--port 9099] [--parent-stdin]
                   [--nhsa-path PATH] [--paasid ID] [--token TOKEN] [--cash-secret SECRET]
                   [--catalogue FILE]""";
    private static final int DEFAULT_PORT = 9099;

    private SandboxMain() {}

    /** Runs until killed, or with --parent-stdin until standard input ends. */
    public static void main(String[] arguments) {
        try {
            Deque<String> rest = new ArrayDeque<>(List.of(arguments));
            boolean endsWithParent = rest.remove("--parent-stdin");
            serve(parse(rest), endsWithParent);
        } catch (IllegalArgumentException wrong) {
            System.err.println(wrong.getMessage());
            System.err.println(USAGE);
            System.exit(2);
        }
    }

    private static void serve(SandboxOptions options, boolean endsWithParent) {
        try {
            Sandbox sandbox = Sandbox.start(options);
            System.out.println("sandbox ready on " + sandbox.baseUrl());
        } catch (RuntimeException failed) {
            System.err.println("sandbox cannot start: " + failed);
            System.exit(1);
        }
        if (endsWithParent) {
            awaitEndOfInput();
            Runtime.getRuntime().halt(0);
        }
    }

    private static SandboxOptions parse(Deque<String> rest) {
        SandboxOptions options = SandboxOptions.in(Path.of("sandbox-journal")).onPort(DEFAULT_PORT);
        while (!rest.isEmpty()) {
            String name = rest.remove();
            if (rest.isEmpty()) {
                throw new IllegalArgumentException("unknown option or missing value: " + name);
            }
            options = with(options, name, rest.remove());
        }
        return options;
    }

    private static SandboxOptions with(SandboxOptions options, String name, String value) {
        return switch (name) {
            case "--port" -> options.onPort(Integer.parseInt(value));
            case "--journal" -> options.inJournal(Path.of(value));
            case "--nhsa-path" -> options.withNhsaPath(value);
            case "--paasid" -> options.withSecrets(value, options.token(), options.cashSecret());
            case "--token" -> options.withSecrets(options.paasid(), value, options.cashSecret());
            case "--cash-secret" -> options.withSecrets(options.paasid(), options.token(), value);
            case "--catalogue" -> options.withCatalogue(Path.of(value));
            default -> throw new IllegalArgumentException("unknown option: " + name);
        };
    }

    /** The service that started this process holds the other end; its death closes it. */
    private static void awaitEndOfInput() {
        try {
            System.in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
