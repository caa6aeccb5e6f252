package org.yunzhen.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ResponseParserTest {
    private static final String WITH_LENGTH =
            "HTTP/1.1 200 OK\r\nETag: W/\"7\"\r\nContent-Length: 12\r\n\r\n{\"a\":\"云\"}\n";
    private static final String CHUNKED =
            "HTTP/1.1 201 Created\r\ntransfer-encoding: chunked\r\n\r\n"
                    + "5;name=value\r\nhello\r\n1B\r\n, said the load generator.\n\r\n"
                    + "0\r\nTrailer: x\r\n\r\n";
    private static final String EMPTY = "HTTP/1.1 204 No Content\r\n\r\n";

    private final ResponseParser parser = new ResponseParser();

    @Test
    void an_answer_with_a_length_ends_after_that_many_bytes() {
        ByteBuffer in = bytes(WITH_LENGTH + "HTTP");

        assertThat(parser.feed(in)).isTrue();

        assertThat(parser.status()).isEqualTo(200);
        assertThat(parser.etag()).isEqualTo("W/\"7\"");
        assertThat(parser.bodyStart()).isEqualTo("{\"a\":\"云\"}\n");
        assertThat(parser.closes()).isFalse();
        assertThat(in.remaining()).isEqualTo("HTTP".length());
    }

    @Test
    void a_chunked_answer_ends_after_its_trailer() {
        ByteBuffer in = bytes(CHUNKED);

        assertThat(parser.feed(in)).isTrue();

        assertThat(parser.status()).isEqualTo(201);
        assertThat(parser.bodyStart()).isEqualTo("hello, said the load generator.\n");
        assertThat(in.hasRemaining()).isFalse();
    }

    @Test
    void an_answer_without_a_body_ends_with_its_head() {
        ByteBuffer in = bytes(EMPTY);

        assertThat(parser.feed(in)).isTrue();

        assertThat(parser.status()).isEqualTo(204);
        assertThat(parser.etag()).isEmpty();
    }

    @Test
    void an_interim_answer_is_passed_over() {
        assertThat(parser.feed(bytes("HTTP/1.1 100 Continue\r\n\r\n"))).isFalse();
        assertThat(parser.feed(bytes(WITH_LENGTH))).isTrue();

        assertThat(parser.status()).isEqualTo(200);
    }

    @Test
    void an_answer_without_length_ends_with_the_connection() {
        assertThat(parser.feed(bytes("HTTP/1.0 500 Oops\r\n\r\nbro"))).isFalse();
        assertThat(parser.feed(bytes("ken"))).isFalse();

        assertThat(parser.endOfStream()).isTrue();
        assertThat(parser.bodyStart()).isEqualTo("broken");
        assertThat(parser.closes()).isTrue();
    }

    @Test
    void an_end_within_an_answer_is_no_answer() {
        parser.feed(bytes(WITH_LENGTH.substring(0, WITH_LENGTH.length() - 3)));

        assertThat(parser.endOfStream()).isFalse();
    }

    @Test
    void a_server_that_will_close_is_believed() {
        parser.feed(bytes("HTTP/1.1 200 OK\r\nConnection: Close\r\nContent-Length: 0\r\n\r\n"));

        assertThat(parser.closes()).isTrue();
    }

    @Test
    void what_is_not_http_is_named_as_such() {
        assertThatThrownBy(() -> parser.feed(bytes("SSH-2.0-OpenSSH_9.2 and so on\r\n\r\n")))
                .isInstanceOf(MalformedAnswerException.class);
    }

    @Test
    void a_chunk_size_that_is_no_number_is_named_as_such() {
        String broken = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n";

        assertThatThrownBy(() -> parser.feed(bytes(broken)))
                .isInstanceOf(MalformedAnswerException.class);
    }

    @Property
    void pipelined_answers_are_told_apart_however_the_network_cut_them(
            @ForAll @Size(min = 1, max = 12) List<@IntRange(max = 2) Integer> kinds,
            @ForAll @IntRange(min = 1, max = 400) int pieceLength) {
        List<String> texts = List.of(WITH_LENGTH, CHUNKED, EMPTY);
        List<Integer> statuses = List.of(200, 201, 204);
        StringBuilder stream = new StringBuilder();
        kinds.forEach(kind -> stream.append(texts.get(kind)));

        List<Integer> seen = statusesOf(stream.toString(), pieceLength);

        assertThat(seen).isEqualTo(kinds.stream().map(statuses::get).toList());
    }

    private static List<Integer> statusesOf(String stream, int pieceLength) {
        ResponseParser parser = new ResponseParser();
        List<Integer> seen = new java.util.ArrayList<>();
        byte[] all = stream.getBytes(StandardCharsets.UTF_8);
        for (int from = 0; from < all.length; from += pieceLength) {
            ByteBuffer piece = ByteBuffer.wrap(all, from, Math.min(pieceLength, all.length - from));
            while (parser.feed(piece)) {
                seen.add(parser.status());
                parser.next();
            }
        }
        return seen;
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
