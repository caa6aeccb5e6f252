package org.yunzhen.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The present build on a database that the build before issue 4 has written. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class UpgradeIT {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** Slots are most of the versions, and much alike: of so many one is read over HTTP. */
    private static final int ONE_SLOT_OF = "full".equals(System.getProperty("proof")) ? 1 : 20;

    private static final String ALL_VERSIONS =
            "SELECT tenant, type, id, version, deleted, encode(sha256(body), 'hex')"
                    + " FROM (SELECT tenant, type, id, version, deleted, body FROM resource"
                    + " UNION ALL SELECT tenant, type, id, version, deleted, body"
                    + " FROM resource_history) v ORDER BY 1, 2, 3, 4";

    private static final String TRAIL =
            "SELECT tenant, seq, at, request_id, actor, role, relation, rule, purpose, action, type,"
                    + " resource_id, version, patients, status, refusal, query FROM trail"
                    + " WHERE seq <= %s ORDER BY seq";

    private static final String BOOKED =
            "SELECT t.slot, t.number, t.state, t.appointment FROM slot_ticket t"
                    + " JOIN appointment_slot s USING (tenant, slot)"
                    + " WHERE s.starts_at > '2098-01-01' AND t.state <> 'free' ORDER BY 1, 2";

    private static Books books;
    private static RunningService upgraded;
    private static List<List<String>> versions;
    private static List<List<String>> trail;
    private static List<List<String>> booked;
    private static List<List<String>> ledger;
    private static OldRecords records;

    @BeforeAll
    static void start_the_new_build_on_the_old_data() {
        RunningService first = SharedService.get();
        String url = OldHospital.load(first);
        books = Books.of(first, url);
        versions = books.rows(ALL_VERSIONS);
        trail = books.rows(TRAIL.formatted("1000000000"));
        booked = books.rows(BOOKED);
        ledger = books.rows("SELECT * FROM ledger_entry ORDER BY 1, 2, 3");
        records = OldRecords.of(books);
        upgraded =
                RunningService.start(
                        SharedService.folder("upgrade"),
                        "yunzhen.database.url=" + url,
                        "yunzhen.database.username=yunzhen",
                        "yunzhen.database.password=" + first.databasePassword(),
                        "yunzhen.demo.sandbox=false");
    }

    @AfterAll
    static void stop_it() {
        if (upgraded != null) {
            upgraded.stop();
        }
        if (books != null) {
            books.close();
        }
    }

    @Test
    @Order(1)
    void searches_while_it_indexes_anew_find_no_less_than_before_or_are_told_to_come_later() {
        assertThat(books.column("SELECT version FROM flyway_schema_history WHERE NOT success"))
                .isEmpty();
        assertThat(books.column("SELECT max(installed_rank) FROM flyway_schema_history"))
                .isNotEqualTo(List.of("9"));
        int[] asked = new int[2];
        Map<String, Set<String>> old = records.oldAnswers();
        Awaitility.await("indexed anew")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .until(
                        () -> {
                            boolean ended = isIndexed();
                            records.questions()
                                    .forEach(
                                            (query, ids) ->
                                                    ask(
                                                            query,
                                                            asked,
                                                            ids,
                                                            old.getOrDefault(query, ids)));
                            return ended;
                        });
        int before = asked[1];
        records.questions().forEach((query, ids) -> ask(query, asked, ids));
        assertThat(asked[1]).as("told to come later after its end").isEqualTo(before);
        assertThat(metric("failed")).isZero();
        assertThat(metric("done")).isPositive();
        System.out.printf(
                "upgrade: %d versions, %.0f resources indexed anew; %d searches meanwhile and after"
                        + " it right, %d told to come later%n",
                versions.size(), metric("done"), asked[0], asked[1]);
    }

    /** An answer is one of those or, as long as the index is not complete, there is none. */
    @SafeVarargs
    private static void ask(String query, int[] asked, Set<String>... right) {
        Reply reply = integration().get("/fhir/" + query + "&_count=1000");
        if (reply.status() == 503) {
            assertThat(reply.refusals()).as(query).containsExactly("index-incomplete");
            asked[1]++;
            return;
        }
        Set<String> found = new TreeSet<>();
        reply.expect(200)
                .json()
                .path("entry")
                .forEach(
                        entry -> {
                            if (entry.at("/search/mode").asText().equals("match")) {
                                found.add(entry.at("/resource/id").asText());
                            }
                        });
        assertThat(right).as(query).contains(found);
        asked[0]++;
    }

    private static boolean isIndexed() {
        return !books.column("SELECT 1 FROM reindexing WHERE ended_at IS NOT NULL").isEmpty();
    }

    private static double metric(String name) {
        return upgraded.hospital()
                .anonymous()
                .get("/q/metrics")
                .text()
                .lines()
                .filter(line -> line.startsWith("yunzhen_reindexing_" + name))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' ') + 1)))
                .findFirst()
                .orElseThrow();
    }

    @Test
    @Order(2)
    void every_version_is_there_byte_for_byte() {
        Set<List<String>> now = new HashSet<>(books.rows(ALL_VERSIONS));
        assertThat(versions.stream().filter(version -> !now.contains(version))).isEmpty();
        int slots = 0;
        for (List<String> version : versions) {
            boolean read =
                    version.get(0).equals("home")
                            && (!version.get(1).equals("Slot") || slots++ % ONE_SLOT_OF == 0);
            if (read) {
                assertReadBack(version);
            }
        }
    }

    private static void assertReadBack(List<String> version) {
        String path = String.join("/", version.subList(1, 3)) + "/_history/" + version.get(3);
        Reply reply = integration().get("/fhir/" + path);
        if (version.get(4).equals("t")) {
            assertThat(reply.status()).as(path).isEqualTo(410);
        } else {
            assertThat(reply.status()).as(path).isEqualTo(200);
            assertThat(sha256(reply.bytes())).as(path).isEqualTo(version.get(5));
        }
    }

    @Test
    @Order(3)
    void a_booked_number_is_booked_still_and_the_next_patient_gets_the_next() {
        assertThat(booked).hasSize(2);
        assertThat(books.rows(BOOKED)).isEqualTo(booked);
        Caller patient = upgraded.hospital().as("patient111");
        String appointment = "/fhir/Appointment/" + booked.get(0).get(3);
        assertThat(patient.get(appointment).expect(200).json().path("status").asText())
                .isEqualTo("booked");
        Inputs next = Inputs.none().reference("patient", "Patient/patient114");
        Reply third =
                upgraded.hospital()
                        .as("patient114")
                        .post("/fhir/Slot/" + booked.get(0).get(0) + "/$book", next)
                        .expect(201);
        assertThat(third.extensionNumber("ticket-number").orElseThrow()).hasToString("3");
        patient.post(appointment + "/$cancel", Inputs.none()).expect(200);
        assertThat(books.numberFaults()).isEmpty();
    }

    @Test
    @Order(4)
    void the_trail_and_the_ledger_are_as_they_were_and_are_only_added_to() {
        String last = trail.get(trail.size() - 1).get(1);
        assertThat(trail).hasSizeGreaterThan(200);
        assertThat(books.rows(TRAIL.formatted(last))).isEqualTo(trail);
        assertThat(books.rows("SELECT * FROM ledger_entry ORDER BY 1, 2, 3")).isEqualTo(ledger);
        for (String command :
                List.of(
                        "UPDATE trail SET status = 200 WHERE seq = " + last,
                        "DELETE FROM trail WHERE seq = " + last,
                        "TRUNCATE trail",
                        "DELETE FROM ledger_entry")) {
            assertThatThrownBy(() -> books.execute(command)).as(command).isNotNull();
        }
        assertThat(books.column("SELECT max(seq) > %s FROM trail".formatted(last)))
                .containsExactly("t");
    }

    private static Caller integration() {
        return upgraded.hospital().as("integration01");
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
