package org.yunzhen.hospital.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.RawSocket;

/** What is said on a WebSocket and cannot be read (RFC 6455 sections 5.6 and 8.1). */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class SocketTextTest {
    private static final String LIVE = "/live";
    private static final String SUBSCRIPTIONS = "/subscriptions";

    @ParameterizedTest
    @ValueSource(strings = {LIVE, SUBSCRIPTIONS})
    void a_text_that_is_no_utf_8_closes_the_socket_with_1007(String path) {
        try (RawSocket socket = RawSocket.upgraded(path)) {
            socket.sendText((byte) '{', (byte) 0xc3, (byte) 0x28, (byte) '}');
            assertThat(socket.closeCode()).isEqualTo(1007);
        }
    }

    @Test
    void a_letter_may_be_parted_by_frames_and_a_question_mark_may_be_meant() {
        byte[] text = "云\ufffd".getBytes(StandardCharsets.UTF_8);
        for (int first = 1; first < text.length; first++) {
            try (RawSocket socket = RawSocket.upgraded(LIVE)) {
                socket.send(frame(0x01, text, 0, first));
                socket.send(frame(0x80, text, first, text.length));
                assertThat(socket.closeCode()).as("cut at %d", first).isEqualTo(4400);
            }
        }
    }

    private static byte[] frame(int head, byte[] text, int from, int to) {
        byte[] frame = new byte[6 + to - from];
        frame[0] = (byte) head;
        frame[1] = (byte) (0x80 | to - from);
        System.arraycopy(text, from, frame, 6, to - from);
        return frame;
    }
}
