package org.yunzhen.hospital.platform.boot;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/** The demo's: an embedded PostgreSQL and the sandbox, both below the data folder. */
public final class DemoWorld implements EmbeddedWorld {
    private static final int SANDBOX_PORT = 9099;
    private static final int EMBEDDED_PORT = 54329;
    private static final String ACCOUNTS =
            "演示账户 Demo    patient001…600 doctor01…30 pharmacist01…04 operator01"
                    + " compliance01 regulator01 integration01 pharmacy01…02;"
                    + " 密码 password: yunzhen-demo";
    private static final String TOKEN_CALL =
            "curl -s %s/auth/token -d grant_type=password -d client_id=demo-app"
                    + " -d username=patient001 -d password=yunzhen-demo";

    private volatile Path database;
    private volatile EmbeddedPostgres begun;
    private volatile SandboxProcess sandbox;

    /** Never read: held for the life of the process. */
    @SuppressWarnings("unused")
    private volatile FolderLock folderLock;

    /** Held for the life of the process: another demo shall not talk to this one's sandbox. */
    private volatile ServerSocket sandboxClaim;

    @Override
    public void startMissing(Config config) throws IOException {
        boolean needsDatabase = !has(config, "yunzhen.database.url");
        boolean needsOutside =
                !has(config, "yunzhen.insurance.url") && isTrue(config, "yunzhen.demo.sandbox");
        if (needsDatabase || needsOutside) {
            folderLock = FolderLock.take(dataFolder(config));
        }
        if (needsDatabase) {
            startDatabase(config);
        }
        if (needsOutside) {
            placeSandbox(config);
        }
    }

    @Override
    public void startOutside() throws IOException {
        if (sandbox != null) {
            sandbox.start();
        }
    }

    @Override
    public void awaitDatabase() throws IOException {
        if (begun != null) {
            begun.awaitReady();
        }
    }

    @Override
    public Optional<Path> databasePasswordFile() {
        return Optional.ofNullable(database).map(folder -> folder.resolve("password"));
    }

    @Override
    public List<String> greeting(String base) {
        return List.of(ACCOUNTS, "开始 Begin       " + TOKEN_CALL.formatted(base));
    }

    @Override
    public void stop() throws IOException {
        if (sandbox != null) {
            sandbox.stop();
        }
        if (database != null) {
            EmbeddedPostgres.stop(database);
        }
    }

    private void startDatabase(Config config) throws IOException {
        Path home = dataFolder(config).resolve("postgres");
        int port =
                config.getOptionalValue("yunzhen.database.embedded-port", Integer.class)
                        .orElse(EMBEDDED_PORT);
        EmbeddedPostgres postgres = EmbeddedPostgres.begin(home, port, prepared(config));
        database = home;
        begun = postgres;
        System.setProperty("yunzhen.database.url", postgres.url());
        System.setProperty("yunzhen.database.username", EmbeddedPostgres.USER);
        System.setProperty("yunzhen.database.password", postgres.password());
    }

    /** The build has prepared the hospital of the defaults; who wants another loads it. */
    private static Optional<Path> prepared(Config config) {
        boolean other =
                has(config, "yunzhen.home-tenant") || !isTrue(config, "yunzhen.demo.hospital");
        return other ? Optional.empty() : PreparedCluster.ofThisBuild();
    }

    private void placeSandbox(Config config) throws IOException {
        Path jar = SandboxProcess.jarOfThisBuild();
        if (!Files.exists(jar)) {
            System.err.println("yunzhen: this build holds no sandbox; set yunzhen.insurance.url");
            return;
        }
        sandboxClaim = FreePort.claim(SANDBOX_PORT);
        int port = sandboxClaim.getLocalPort();
        sandbox = SandboxProcess.on(jar, dataFolder(config).resolve("sandbox"), port);
        String address = "http://127.0.0.1:" + port;
        System.setProperty("yunzhen.insurance.url", address + "/fsi/api/callService");
        if (!has(config, "yunzhen.cash.url")) {
            System.setProperty("yunzhen.cash.url", address);
        }
    }

    private static Path dataFolder(Config config) {
        return Path.of(config.getOptionalValue("yunzhen.data-dir", String.class).orElse("data"));
    }

    private static boolean has(Config config, String key) {
        return config.getOptionalValue(key, String.class).isPresent();
    }

    private static boolean isTrue(Config config, String key) {
        return config.getOptionalValue(key, Boolean.class).orElse(true);
    }
}
