package org.yunzhen.hospital.platform.boot;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import org.eclipse.microprofile.config.Config;
import org.yunzhen.mappings.definition.Definitions;
import org.yunzhen.mappings.unit.Ucum;

/** What must be settled before the framework reads its configuration. */
public final class Boot {
    /**
     * The argument with which the service ends once it is ready: so the build prepares the demo.
     */
    public static final String UNTIL_READY = "--until-ready";

    private static final String DEMO = "demo";
    private static final int EXIT_CONFIGURATION = 78;
    private static final String EVENT_LOOPS = "quarkus.vertx.event-loops-pool-size";

    /** Which build this is: the demo's brings a world along. */
    private static final Optional<EmbeddedWorld> EMBEDDED =
            ServiceLoader.load(EmbeddedWorld.class, Boot.class.getClassLoader()).findFirst();

    private Boot() {}

    /**
     * Starts the embedded PostgreSQL when it is needed; ends the process with one line on a setting
     * with which it must not start.
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
        readDefinitionsMeanwhile();
        if (EMBEDDED.isEmpty()) {
            return;
        }
        try {
            EMBEDDED.get().startMissing(config);
        } catch (IOException e) {
            giveUp(e.getMessage());
        }
    }

    /**
     * Waits for the database that {@link #prepare} began to start; it starts beside the service.
     */
    public static void awaitEmbedded() {
        try {
            if (EMBEDDED.isPresent()) {
                EMBEDDED.get().awaitDatabase();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    /** Starts the simulated outside world, where one is wanted: once the service itself is up. */
    public static void startOutside() {
        try {
            if (EMBEDDED.isPresent()) {
                EMBEDDED.get().startOutside();
            }
        } catch (IOException e) {
            System.err.println("yunzhen: the sandbox did not start: " + e.getMessage());
        }
    }

    /** Where the password of the embedded PostgreSQL is kept; empty when none was started. */
    public static Optional<Path> embeddedPasswordFile() {
        return EMBEDDED.flatMap(EmbeddedWorld::databasePasswordFile);
    }

    /** What a newcomer is told in the log; nothing in production. */
    public static List<String> greeting(String base) {
        return EMBEDDED.map(world -> world.greeting(base)).orElse(List.of());
    }

    /** Stops what {@link #prepare} started; does nothing when it started nothing. */
    public static void stopEmbedded() {
        try {
            if (EMBEDDED.isPresent()) {
                EMBEDDED.get().stop();
            }
        } catch (IOException e) {
            System.err.println("yunzhen: what was embedded did not stop: " + e.getMessage());
        }
    }

    /**
     * One event loop for two cores: a thread fewer to hand requests to, and a core for PostgreSQL.
     */
    private static void spareTheDatabase(Config config) {
        if (config.getOptionalValue(EVENT_LOOPS, Integer.class).isEmpty()) {
            int loops = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
            System.setProperty(EVENT_LOOPS, Integer.toString(loops));
        }
    }

    /** They are needed as soon as the database is there; until then a core is free to read them. */
    private static void readDefinitionsMeanwhile() {
        Thread reader = new Thread(Boot::readDefinitions, "definitions");
        reader.setDaemon(true);
        reader.start();
    }

    private static void readDefinitions() {
        Definitions.r4();
        Ucum.load();
    }

    static boolean isDemo(String profile) {
        return List.of(profile.split(",")).contains(DEMO);
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

    private static void giveUp(String reason) {
        System.err.println("yunzhen: " + reason);
        System.exit(EXIT_CONFIGURATION);
    }

    private static String builtFor() {
        return EMBEDDED.isPresent() ? DEMO : "prod";
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
