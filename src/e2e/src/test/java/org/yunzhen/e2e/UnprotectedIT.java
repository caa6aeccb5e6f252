package org.yunzhen.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.yunzhen.e2e.journey.Walk;

/** The journey notices when a protection is missing: shown for three of them. */
class UnprotectedIT {
    private static final String FAILED = "FAILED  ";
    private static final long SEED = 4711;

    private static final String NO_CHECK =
            """
                private static JsonWebToken unchecked(String token) throws ParseException {
                    try {
                        return new io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipal(
                                new org.jose4j.jwt.consumer.JwtConsumerBuilder()
                                        .setSkipAllValidators()
                                        .setDisableRequireSignature()
                                        .setSkipSignatureVerification()
                                        .build()
                                        .processToClaims(token));
                    } catch (InvalidJwtException e) {
                        throw new ParseException("unreadable", e);
                    }
                }

                Tokens() {
                    vertx = null;
                    config = null;
                }

            """;

    /** What would still refuse an oversold slot after its tickets no longer do. */
    private static final String NO_COUNT =
            """
            DO $$ DECLARE name text; BEGIN
                SELECT conname INTO STRICT name FROM pg_constraint
                 WHERE conrelid = 'appointment_slot'::regclass
                   AND pg_get_constraintdef(oid) LIKE '%free%capacity%';
                EXECUTE format('ALTER TABLE appointment_slot DROP CONSTRAINT %I', name);
            END $$""";

    private static RunningService first;
    private static int walks;

    @AfterAll
    static void leave_nothing_running() {
        if (first != null) {
            first.end();
        }
    }

    @Test
    void without_the_check_of_tokens_a_forged_one_is_let_in_and_the_journey_says_so() {
        WeakenedBuild build =
                build("tokens")
                        .with(
                                "org/yunzhen/hospital/access/Tokens",
                                Map.of(
                                        "jwt = parser.parse(token);",
                                        "jwt = unchecked(token);",
                                        "    private static Set<String> tenants(",
                                        NO_CHECK + "    private static Set<String> tenants("));
        assertThat(failed(build)).containsExactly("a token whose end was moved is refused");
    }

    @Test
    void without_the_trail_nobody_is_seen_to_have_looked_and_the_journey_says_so() {
        WeakenedBuild build =
                build("trail")
                        .with(
                                "org/yunzhen/hospital/access/Trail",
                                Map.of(
                                        "return tx.run(TrailSql.INSERT, TrailSql.values(entry))",
                                        "return Uni.createFrom().voidItem()",
                                        "tx.run(TrailSql.INSERT_MANY, TrailSql.columns(entries))",
                                        "Uni.createFrom().voidItem()",
                                        "return writer.write(entry);",
                                        "return Uni.createFrom().voidItem();",
                                        "    Trail(TrailWriter writer)",
                                        "    Trail() {\n        writer = null;\n    }\n\n"
                                                + "    Trail(TrailWriter writer)"))
                        .with(
                                "org/yunzhen/hospital/access/TracedQueue",
                                Map.of("WHERE seen.relation IS NOT NULL)", "WHERE false)"));
        assertThat(failed(build)).containsExactly("$who-looked names the doctor");
    }

    @Test
    void without_the_tickets_constraint_numbers_are_given_twice_and_the_journey_says_so() {
        WeakenedBuild build =
                build("tickets")
                        .with(
                                "org/yunzhen/hospital/appointment/Tickets",
                                Map.of("channel = $3 AND state = 'free'", "channel = $3"));
        assertThat(failed(build, NO_COUNT))
                .contains(
                        "each of a slot's patients has a number of their own",
                        "when all numbers are taken the next is told so");
    }

    private static WeakenedBuild build(String name) {
        return WeakenedBuild.in(SharedService.folder("weak-" + name));
    }

    /** The steps that the journey says are broken when it is walked through a build. */
    private static List<String> failed(WeakenedBuild build, String... changes) {
        RunningService service = start(build);
        try {
            try (Books books = Books.of(first)) {
                List.of(changes).forEach(books::execute);
            }
            ByteArrayOutputStream lines = new ByteArrayOutputStream();
            PrintStream out = new PrintStream(lines, true, StandardCharsets.UTF_8);
            Score score = Walk.through(service.hospital(), SEED + walks++, out);
            List<String> failed =
                    lines.toString(StandardCharsets.UTF_8)
                            .lines()
                            .filter(line -> line.startsWith(FAILED))
                            .map(line -> line.substring(FAILED.length()))
                            .toList();
            assertThat(score.failed()).isPositive().isEqualTo(failed.size());
            return failed;
        } finally {
            service.stop();
        }
    }

    /** All builds one after the other on one data folder, which the first of them makes. */
    private static RunningService start(WeakenedBuild build) {
        Path folder = first == null ? SharedService.folder("weak") : first.folder();
        RunningService service = RunningService.startBuild(build.app(), folder);
        first = service;
        return service;
    }
}
