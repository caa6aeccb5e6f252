package org.yunzhen.hospital.event.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.event.Kinds;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.LiveSocket;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.ShortToken;
import org.yunzhen.hospital.testing.WaitingRoom;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class LiveSessionTest {
    private static final String KIND = Kinds.APPOINTMENT_BOOKED;

    @Inject WaitingRoom room;
    @Inject ShortToken tokens;

    @Test
    void a_token_that_is_not_good_closes_the_socket_with_4401() {
        try (LiveSocket live = LiveSocket.connect()) {
            live.hello("no.good.token", null);
            assertThat(live.closeCode()).isEqualTo(4401);
        }
        String ended = tokens.ofPatient("patient412", Duration.ofSeconds(-5));
        try (LiveSocket live = LiveSocket.connect()) {
            live.hello(ended, null);
            assertThat(live.closeCode()).isEqualTo(4401);
        }
    }

    @Test
    void a_socket_that_does_not_say_who_it_is_is_closed_with_4401() {
        try (LiveSocket live = LiveSocket.connect()) {
            assertThat(live.closeCode()).isEqualTo(4401);
        }
    }

    @Test
    void what_is_no_message_closes_the_socket_with_4400() {
        try (LiveSocket live = LiveSocket.connect()) {
            live.send("what");
            assertThat(live.closeCode()).isEqualTo(4400);
        }
    }

    @Test
    void a_tenant_that_is_not_the_tokens_closes_the_socket_with_4403() {
        try (LiveSocket live = LiveSocket.connect()) {
            String token = Http.as("patient413").token();
            live.send("{\"type\":\"hello\",\"tenant\":\"site\",\"token\":\"%s\"}".formatted(token));
            assertThat(live.closeCode()).isEqualTo(4403);
        }
    }

    @Test
    void the_end_of_the_token_closes_the_socket_with_4408() {
        try (LiveSocket live =
                LiveSocket.of(tokens.ofPatient("patient414", Duration.ofSeconds(2)))) {
            assertThat(live.closeCode()).isEqualTo(4408);
        }
    }

    @Test
    void a_renewed_token_keeps_the_same_socket_past_the_first_ones_end() {
        Duration first = Duration.ofSeconds(3);
        try (LiveSocket live = LiveSocket.of(tokens.ofPatient("patient415", first));
                LiveSocket witness = LiveSocket.of(tokens.ofPatient("patient415", first))) {
            live.send(renewal(tokens.ofPatient("patient415", Duration.ofMinutes(5))));
            live.next("renewed");
            assertThat(witness.closeCode()).isEqualTo(4408);

            String resource = room.tell(KIND, "patient415");

            assertThat(live.event().path("resource").textValue()).isEqualTo(resource);
        }
    }

    @Test
    void a_renewal_by_somebody_else_closes_the_socket_with_4401() {
        try (LiveSocket live = LiveSocket.of(Http.as("patient416").token())) {
            live.send(renewal(Http.as("patient417").token()));
            assertThat(live.closeCode()).isEqualTo(4401);
        }
    }

    @Test
    void an_app_may_ping() {
        try (LiveSocket live = LiveSocket.of(Http.as("patient418").token())) {
            live.send("{\"type\":\"ping\"}");
            assertThat(live.next("pong").size()).isEqualTo(1);
        }
    }

    private static String renewal(String token) {
        return "{\"type\":\"renew\",\"token\":\"" + token + "\"}";
    }
}
