package org.yunzhen.hospital.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.access.Role;
import org.yunzhen.hospital.fhir.Operation;
import org.yunzhen.hospital.fhir.Operations;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;

/** Every operation that changes something, sent again under one {@code Idempotency-Key}. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@TestProfile(OutsideProfile.class)
class RepeatedOperationsTest {
    private static final int AT_ONCE = 5;

    /** Idempotent by nature, for its answer is a secret that is not kept: no key is looked at. */
    private static final Set<String> REPEATED_BY_THEMSELVES = Set.of("Task/$claim");

    /** Somebody of the same role, or of another where the demo has one of it alone. */
    private static final Map<Role, String> OTHERS =
            Map.of(
                    Role.PATIENT, "patient149",
                    Role.DOCTOR, "doctor16",
                    Role.PHARMACIST, "pharmacist01",
                    Role.PHARMACY, "pharmacy02",
                    Role.OPERATOR, "doctor16");

    @Inject Operations operations;
    @Inject Repertoire repertoire;
    @Inject Consultations consultations;
    @Inject DataSource database;

    private final SoftAssertions softly = new SoftAssertions();

    @BeforeEach
    void staff() {
        consultations.staff();
    }

    @Test
    void a_repeat_is_answered_as_the_first_was_and_has_no_further_effect() {
        each(
                operation -> {
                    Ask ask = repertoire.valid(operation);
                    String key = key();
                    Reply first = ask.send(key);
                    require(operation, first);
                    Map<String, Long> before = counts();

                    Reply again = ask.send(key);

                    String name = Repertoire.nameOf(operation);
                    softly.assertThat(again.status()).as(name).isEqualTo(first.status());
                    softly.assertThat(again.text()).as(name).isEqualTo(first.text());
                    softly.assertThat(again.header("ETag"))
                            .as(name)
                            .isEqualTo(first.header("ETag"));
                    softly.assertThat(again.header("Location"))
                            .as(name)
                            .isEqualTo(first.header("Location"));
                    softly.assertThat(counts()).as(name).isEqualTo(before);
                });
    }

    @Test
    void another_wish_under_a_used_key_is_refused() {
        each(
                operation -> {
                    if (REPEATED_BY_THEMSELVES.contains(Repertoire.nameOf(operation))) {
                        return;
                    }
                    Ask ask = repertoire.valid(operation);
                    String key = key();
                    require(operation, ask.send(key));

                    Reply other = ask.inOtherWords().send(key);

                    String name = Repertoire.nameOf(operation);
                    softly.assertThat(other.status()).as(name).isEqualTo(409);
                    softly.assertThat(other.refusals())
                            .as(name)
                            .containsExactly("idempotency-mismatch");
                });
    }

    @Test
    void the_key_of_another_caller_tells_nothing() {
        each(
                operation -> {
                    Ask ask = repertoire.valid(operation);
                    String key = key();
                    Reply first = ask.send(key);
                    require(operation, first);
                    if (ask.account() == null) {
                        return;
                    }
                    Ask others = ask.by(OTHERS.get(role(operation, ask)));

                    Reply withKey = others.send(key);
                    Reply without = others.send();

                    String name = Repertoire.nameOf(operation);
                    softly.assertThat(withKey.status()).as(name).isBetween(400, 499);
                    softly.assertThat(withKey.status()).as(name).isEqualTo(without.status());
                    softly.assertThat(withKey.refusals())
                            .as(name)
                            .isEqualTo(without.refusals())
                            .doesNotContain("idempotency-mismatch");
                });
    }

    @Test
    void repeats_while_the_first_runs_wait_or_are_told_to_come_again() {
        each(
                operation -> {
                    Map<String, Long> once = growth(repertoire.valid(operation), 1, operation);
                    Map<String, Long> atOnce =
                            growth(repertoire.valid(operation), AT_ONCE, operation);
                    softly.assertThat(atOnce).as(Repertoire.nameOf(operation)).isEqualTo(once);
                });
    }

    /** How many rows more each table has after a call that is sent so many times at once. */
    private Map<String, Long> growth(Ask ask, int times, Operation operation) {
        Map<String, Long> before = counts();
        String key = key();
        List<CompletableFuture<Reply>> sent =
                IntStream.range(0, times).mapToObj(i -> ask.sendLater(key)).toList();
        List<Reply> replies = sent.stream().map(CompletableFuture::join).toList();

        String name = Repertoire.nameOf(operation);
        List<Reply> done = replies.stream().filter(reply -> reply.status() < 300).toList();
        softly.assertThat(done).as(name).isNotEmpty();
        softly.assertThat(done.stream().map(Reply::text).distinct()).as(name).hasSize(1);
        replies.stream()
                .filter(reply -> reply.status() >= 300)
                .forEach(
                        reply -> {
                            softly.assertThat(reply.refusals())
                                    .as(name)
                                    .containsExactly("in-progress");
                            softly.assertThat(reply.header("Retry-After")).as(name).isNotNull();
                        });
        Map<String, Long> growth = new TreeMap<>(counts());
        growth.replaceAll((table, rows) -> rows - before.get(table));
        return growth;
    }

    /** Rows of each table once no bill moves by itself any more. */
    private Map<String, Long> counts() {
        await().until(
                        () ->
                                new Tables(database)
                                        .rows(
                                                "SELECT id FROM bill WHERE status IN"
                                                        + " ('submitted', 'reverting', 'refunding')")
                                        .isEmpty());
        return new Tables(database).counts();
    }

    private void each(Consumer<Operation> promise) {
        operations.all().stream().filter(Operation::changes).forEach(promise);
        softly.assertAll();
    }

    private static Role role(Operation operation, Ask ask) {
        return operation.callers().stream()
                .filter(role -> ask.account().startsWith(role.code()))
                .findFirst()
                .orElseThrow();
    }

    private static void require(Operation operation, Reply first) {
        assertThat(first.status())
                .as(Repertoire.nameOf(operation) + " " + first.text())
                .isIn(200, 201);
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }
}
