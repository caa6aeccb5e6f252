package org.yunzhen.hospital.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.platform.config.YunzhenConfig;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

class ValidatorTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final String BUILT =
            "../src/profile-validator/target/classes:../src/profile-validator/target/lib/*";
    private static final String CONTACT =
            "{\"name\":{\"family\":\"x\"},\"telecom\":[{\"system\":\"phone\",\"value\":\"1\"}]}";
    private static final List<byte[]> QUESTION =
            List.of(bytes("{}"), bytes("{\"resourceType\":\"Patient\",\"gender\":\"x\"}"));

    @AfterAll
    static void close() {
        VERTX.close();
    }

    @Test
    void it_starts_when_asked_and_again_after_nobody_asked() {
        Validator validator = validator(BUILT, "idle", "PT0.1S");
        assertThat(validator.isRunning()).isFalse();
        assertThat(ask(validator)).contains("\"severity\":\"error\"");
        await().atMost(Duration.ofSeconds(10)).until(() -> !validator.isRunning());
        assertThat(ask(validator)).contains("\"severity\":\"error\"");
        validator.close();
        assertThat(validator.isRunning()).isFalse();
    }

    @Test
    void what_takes_too_long_is_ended_and_the_next_is_answered_all_the_same() {
        Validator validator = validator(BUILT, "time-max", "PT5S");
        String entry =
                "{\"resource\":{\"resourceType\":\"Patient\",\"contact\":["
                        + String.join(",", Collections.nCopies(200, CONTACT))
                        + "]}}";
        String bundle =
                "{\"resourceType\":\"Bundle\",\"type\":\"collection\",\"entry\":["
                        + String.join(",", Collections.nCopies(200, entry))
                        + "]}";
        CompletableFuture<byte[]> costly =
                validator.ask(List.of(bytes("{}"), bytes(bundle))).subscribeAsCompletionStage();
        assertThat(ask(validator)).contains("\"severity\":\"error\"");
        assertThat(costly)
                .failsWithin(Duration.ofMinutes(2))
                .withThrowableThat()
                .withCauseInstanceOf(RefusedException.class)
                .havingCause()
                .matches(
                        cause ->
                                ((RefusedException) cause).refusal()
                                        == Refusal.VALIDATION_TOO_COSTLY);
        validator.close();
    }

    @Test
    void what_takes_too_much_memory_is_ended() {
        Validator validator = validator(BUILT, "memory-mb", "40");
        assertThat(refusal(validator)).isEqualTo(Refusal.VALIDATOR_UNAVAILABLE);
        validator.close();
    }

    @Test
    void one_that_is_not_there_or_for_whom_too_many_wait_asks_to_come_later() {
        Validator absent = validator("nowhere", "idle", "10M");
        assertThat(refusal(absent)).isEqualTo(Refusal.VALIDATOR_UNAVAILABLE);
        absent.close();
        Validator full = validator("nowhere", "waiting-max", "0");
        assertThat(refusal(full)).isEqualTo(Refusal.OVERLOADED);
        full.close();
        assertThat(Refusal.VALIDATOR_UNAVAILABLE.retryable()).isTrue();
        assertThat(Refusal.OVERLOADED.retryable()).isTrue();
    }

    private static Validator validator(String classPath, String key, String value) {
        YunzhenConfig config =
                new SmallRyeConfigBuilder()
                        .addDefaultInterceptors()
                        .withMapping(YunzhenConfig.class)
                        .withDefaultValues(
                                Map.of(
                                        "yunzhen.profile-validator.class-path",
                                        classPath,
                                        "yunzhen.profile-validator." + key,
                                        value))
                        .withConverter(
                                Duration.class,
                                1000,
                                new io.quarkus.runtime.configuration.DurationConverter())
                        .build()
                        .getConfigMapping(YunzhenConfig.class);
        return new Validator(config, VERTX);
    }

    private static String ask(Validator validator) {
        byte[] answer = validator.ask(QUESTION).await().atMost(Duration.ofMinutes(2));
        return new String(answer, StandardCharsets.UTF_8);
    }

    private static Refusal refusal(Validator validator) {
        return catchThrowableOfType(RefusedException.class, () -> ask(validator)).refusal();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
