package org.yunzhen.hospital.prescription;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.catalogue.Catalogue;
import org.yunzhen.hospital.catalogue.SampleCatalogue;
import org.yunzhen.hospital.platform.config.YunzhenConfig;
import org.yunzhen.hospital.prescription.Ward.Visit;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;

/** A node that was given another {@code yunzhen.seal.secret} says so, and holds it against none. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class OtherSealTest {
    @Inject Ward ward;

    private final Told told = new Told();

    @BeforeEach
    void prepare() {
        QuarkusMock.installMockForType(new SampleCatalogue(), Catalogue.class);
        ward.staff();
        ward.account("pharmacy-rx-seal", "pharmacy", "Organization/rx-seal");
    }

    @AfterEach
    void listenNoMore() {
        Logger.getLogger(Seal.class.getName()).removeHandler(told);
    }

    @Test
    void a_patients_code_and_a_pharmacys_lock_are_unavailable_and_the_log_names_the_setting_once() {
        Visit visit = ward.visit();
        String task = ward.ready(visit);
        String secret =
                TaskCalls.secret(TaskCalls.claim("pharmacy-rx-seal", TaskCalls.code(visit, task)));

        anotherSeal();

        assertUnavailable(Http.as(visit.patient()).get("/fhir/Task/" + task + "/$pickup-code"));
        assertUnavailable(TaskCalls.dispense("pharmacy-rx-seal", task, secret, "S-AMLO", "1"));
        assertUnavailable(
                TaskCalls.call("pharmacy-rx-seal", task, "release", "secret", "String", secret));
        assertThat(told.lines).hasSize(1);
        assertThat(told.lines.get(0)).contains("yunzhen.seal.secret");
        assertThat(TaskCalls.status(task)).isEqualTo("in-progress");
    }

    @Test
    void a_code_that_cannot_be_found_is_not_called_wrong_and_not_counted() {
        Visit visit = ward.visit();
        String code = TaskCalls.code(visit, ward.ready(visit));
        Seal own = anotherSeal();

        for (int i = 0; i <= PickupAttempts.WRONG_MAX; i++) {
            assertUnavailable(TaskCalls.claim("pharmacy-rx-seal", code));
        }
        QuarkusMock.installMockForType(own, Seal.class);

        assertThat(TaskCalls.claim("pharmacy-rx-seal", code).status()).isEqualTo(200);
    }

    private static void assertUnavailable(Reply reply) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(503);
        assertThat(reply.refusals()).containsExactly("seal-unavailable");
    }

    /** Gives this node another seal; what is answered is as its own. */
    private Seal anotherSeal() {
        Logger.getLogger(Seal.class.getName()).addHandler(told);
        QuarkusMock.installMockForType(seal("another-secret-than-before"), Seal.class);
        return seal("yunzhen-demo-seal");
    }

    private static Seal seal(String secret) {
        return new Seal(
                new SmallRyeConfigBuilder()
                        .addDefaultInterceptors()
                        .withMapping(YunzhenConfig.class)
                        .withDefaultValues(Map.of("yunzhen.seal.secret", secret))
                        .withConverter(Duration.class, 1000, new DurationConverter())
                        .build()
                        .getConfigMapping(YunzhenConfig.class));
    }

    private static final class Told extends Handler {
        private final List<String> lines = new ArrayList<>();

        @Override
        public void publish(LogRecord line) {
            lines.add(line.getMessage());
        }

        @Override
        public void flush() {
            // nothing is buffered
        }

        @Override
        public void close() {
            // nothing is held
        }
    }
}
