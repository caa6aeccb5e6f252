package org.yunzhen.hospital.platform.boot;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What must be settled before the framework reads its configuration. */
public final class Boot {
    private static final String DEMO_MARK = "META-INF/yunzhen-demo";
    private static final int EXIT_CONFIGURATION = 78;

    private static volatile Path embedded;

    private Boot() {}

    /** Starts the embedded PostgreSQL when it is needed; ends the process on an unsafe setting. */
    public static void prepare() {
        SmallRyeConfig config = earlyConfig();
        String profile =
                config.getOptionalValue("quarkus.profile", String.class).orElse(builtFor());
        Optional<String> complaint = UnsafeSettings.firstOf(config, profile);
        if (complaint.isPresent()) {
            System.err.println("yunzhen: " + complaint.get());
            System.exit(EXIT_CONFIGURATION);
        }
        boolean external =
                config.getOptionalValue("yunzhen.database.url", String.class).isPresent();
        if (!external && profile.equals("demo")) {
            startEmbedded(config);
        }
    }

    /** Stops the PostgreSQL that {@link #prepare} started; does nothing when it started none. */
    public static void stopEmbedded() {
        if (embedded == null) {
            return;
        }
        try {
            EmbeddedPostgres.stop(embedded);
        } catch (IOException e) {
            System.err.println("yunzhen: the embedded PostgreSQL did not stop: " + e.getMessage());
        }
    }

    private static void startEmbedded(SmallRyeConfig config) {
        Path folder =
                Path.of(config.getOptionalValue("yunzhen.data-dir", String.class).orElse("data"));
        int port =
                config.getOptionalValue("yunzhen.database.embedded-port", Integer.class)
                        .orElse(54329);
        try {
            EmbeddedPostgres postgres = EmbeddedPostgres.start(folder.resolve("postgres"), port);
            embedded = folder.resolve("postgres");
            System.setProperty("yunzhen.database.url", postgres.url());
            System.setProperty("yunzhen.database.username", EmbeddedPostgres.USER);
            System.setProperty("yunzhen.database.password", postgres.password());
        } catch (IOException e) {
            System.err.println("yunzhen: the embedded PostgreSQL did not start: " + e.getMessage());
            System.exit(EXIT_CONFIGURATION);
        }
    }

    private static String builtFor() {
        ClassLoader loader = Boot.class.getClassLoader();
        return loader.getResource(DEMO_MARK) == null ? "prod" : "demo";
    }

    private static SmallRyeConfig earlyConfig() {
        SmallRyeConfigBuilder builder =
                new SmallRyeConfigBuilder().addDefaultInterceptors().addDefaultSources();
        Path file = Path.of("config", "application.properties");
        if (Files.isReadable(file)) {
            try {
                builder.withSources(new PropertiesConfigSource(file.toUri().toURL(), 260));
            } catch (IOException e) {
                System.err.println("yunzhen: cannot read " + file);
                System.exit(EXIT_CONFIGURATION);
            }
        }
        return builder.build();
    }
}
