package org.yunzhen.hospital.platform.boot;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/** What must be settled before the framework reads its configuration. */
public final class Boot {
    private static final String DEMO = "demo";
    private static final String DEMO_MARK = "META-INF/yunzhen-demo";
    private static final int EXIT_CONFIGURATION = 78;
    private static final int SANDBOX_PORT = 9099;
    private static final int EMBEDDED_PORT = 54329;
    private static final String EVENT_LOOPS = "quarkus.vertx.event-loops-pool-size";

    private static volatile Path embedded;
    private static volatile SandboxProcess sandbox;

    /** Never read: held for the life of the process. */
    @SuppressWarnings("unused")
    private static volatile FolderLock folderLock;

    private Boot() {}

    /**
     * Starts the embedded PostgreSQL and the sandbox when they are needed; ends the process with
     * one line on a setting with which it must not start.
     */
    public static void prepare() {
        Config config = earlyConfig();
        String profile =
                config.getOptionalValue("quarkus.profile", String.class).orElse(builtFor());
        UnsafeSettings.firstOf(config, profile)
                .or(() -> otherBuild(profile))
                .or(() -> foreignDatabase(config, profile))
                .ifPresent(Boot::giveUp);
        spareTheDatabase(config);
        if (!isDemo(profile)) {
            return;
        }
        try {
            startWhatIsMissing(config);
        } catch (IOException e) {
            giveUp(e.getMessage());
        }
    }

    /** Where the password of the embedded PostgreSQL is kept; empty when none was started. */
    public static Optional<Path> embeddedPasswordFile() {
        return Optional.ofNullable(embedded).map(folder -> folder.resolve("password"));
    }

    /** Stops what {@link #prepare} started; does nothing when it started nothing. */
    public static void stopEmbedded() {
        try {
            if (sandbox != null) {
                sandbox.stop();
            }
            if (embedded != null) {
                EmbeddedPostgres.stop(embedded);
            }
        } catch (IOException e) {
            System.err.println("yunzhen: what was embedded did not stop: " + e.getMessage());
        }
    }

    /**
     * One event loop for two cores: a thread fewer to hand requests to, and a core for PostgreSQL.
     */
    private static void spareTheDatabase(Config config) {
        if (!has(config, EVENT_LOOPS)) {
            int loops = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
            System.setProperty(EVENT_LOOPS, Integer.toString(loops));
        }
    }

    static boolean isDemo(String profile) {
        return List.of(profile.split(",")).contains(DEMO);
    }

    private static void startWhatIsMissing(Config config) throws IOException {
        boolean database = !has(config, "yunzhen.database.url");
        boolean outside =
                !has(config, "yunzhen.insurance.url") && isTrue(config, "yunzhen.demo.sandbox");
        if (database || outside) {
            folderLock = FolderLock.take(dataFolder(config));
        }
        if (database) {
            startEmbedded(config);
        }
        if (outside) {
            startSandbox(config);
        }
    }

    private static void startEmbedded(Config config) throws IOException {
        Path home = dataFolder(config).resolve("postgres");
        int port =
                config.getOptionalValue("yunzhen.database.embedded-port", Integer.class)
                        .orElse(EMBEDDED_PORT);
        EmbeddedPostgres postgres = EmbeddedPostgres.start(home, port);
        embedded = home;
        System.setProperty("yunzhen.database.url", postgres.url());
        System.setProperty("yunzhen.database.username", EmbeddedPostgres.USER);
        System.setProperty("yunzhen.database.password", postgres.password());
    }

    private static void startSandbox(Config config) throws IOException {
        Path jar = SandboxProcess.jarOfThisBuild();
        if (!Files.exists(jar)) {
            System.err.println("yunzhen: this build holds no sandbox; set yunzhen.insurance.url");
            return;
        }
        int port = FreePort.near(SANDBOX_PORT);
        sandbox = SandboxProcess.start(jar, dataFolder(config).resolve("sandbox"), port);
        String address = "http://127.0.0.1:" + port;
        System.setProperty("yunzhen.insurance.url", address + "/fsi/api/callService");
        if (!has(config, "yunzhen.cash.url")) {
            System.setProperty("yunzhen.cash.url", address);
        }
    }

    private static Path dataFolder(Config config) {
        return Path.of(config.getOptionalValue("yunzhen.data-dir", String.class).orElse("data"));
    }

    /** The demo's beans are in the build or they are not; a profile cannot add or remove them. */
    private static Optional<String> otherBuild(String profile) {
        boolean same = isDemo(profile) == builtFor().equals(DEMO);
        return same
                ? Optional.empty()
                : Optional.of(
                        "quarkus.profile="
                                + profile
                                + " does not fit this build, which is made for "
                                + builtFor()
                                + "; mvn -Pprod package builds for prod");
    }

    private static Optional<String> foreignDatabase(Config config, String profile) {
        return config.getOptionalValue("yunzhen.database.url", String.class)
                .flatMap(
                        url ->
                                DatabaseMark.complaint(
                                        url,
                                        text(config, "yunzhen.database.username", "yunzhen"),
                                        text(config, "yunzhen.database.password", ""),
                                        isDemo(profile)));
    }

    private static String text(Config config, String key, String otherwise) {
        return config.getOptionalValue(key, String.class).orElse(otherwise);
    }

    private static boolean has(Config config, String key) {
        return config.getOptionalValue(key, String.class).isPresent();
    }

    private static boolean isTrue(Config config, String key) {
        return config.getOptionalValue(key, Boolean.class).orElse(true);
    }

    private static void giveUp(String reason) {
        System.err.println("yunzhen: " + reason);
        System.exit(EXIT_CONFIGURATION);
    }

    private static String builtFor() {
        ClassLoader loader = Boot.class.getClassLoader();
        return loader.getResource(DEMO_MARK) == null ? "prod" : DEMO;
    }

    private static SmallRyeConfig earlyConfig() {
        SmallRyeConfigBuilder builder =
                new SmallRyeConfigBuilder().addDefaultInterceptors().addDefaultSources();
        Path file = Path.of("config", "application.properties");
        if (Files.isReadable(file)) {
            try {
                builder.withSources(new PropertiesConfigSource(file.toUri().toURL(), 260));
            } catch (IOException e) {
                giveUp("cannot read " + file);
            }
        }
        return builder.build();
    }
}
