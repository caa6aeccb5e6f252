package org.yunzhen.hospital.fhir;

import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import java.util.Arrays;
import java.util.List;
import org.yunzhen.hospital.store.Stored;

/**
 * What is kept of an answer so that a repeat gets it again: the version that it told of, or the
 * whole of it where it told of none.
 *
 * @param status null while the first call is under way
 * @param type null, as are {@code id} and {@code version}, where it is kept whole
 * @param body of what is kept whole, null for none; beside a version null where its document was
 *     shown, empty where nothing was shown, else the other bytes that were
 */
record KeptAnswer(Integer status, String type, String id, Integer version, Buffer body) {
    static KeptAnswer of(Answer answer) {
        Stored stored = answer.stored();
        return stored == null
                ? new KeptAnswer(answer.status(), null, null, null, answer.body())
                : new KeptAnswer(
                        answer.status(),
                        stored.type(),
                        stored.id(),
                        stored.version(),
                        besideVersion(answer));
    }

    private static Buffer besideVersion(Answer answer) {
        if (answer.body() == null) {
            return Buffer.buffer();
        }
        return answer.lasting() ? null : answer.body();
    }

    /** Of a row that begins with {@link #values}. */
    static KeptAnswer read(Row row) {
        var body = row.getBuffer(4);
        return new KeptAnswer(
                row.getInteger(0),
                row.getString(1),
                row.getString(2),
                row.getInteger(3),
                body == null ? null : body.getDelegate());
    }

    /** Its columns in the order of the components. */
    List<Object> values() {
        return Arrays.asList(status, type, id, version, body);
    }

    boolean isWhole() {
        return type == null;
    }

    Answer whole() {
        if (!isWhole()) {
            throw new IllegalStateException("kept by its version");
        }
        return Answer.bytes(status, body);
    }

    /**
     * The answer that told of a version.
     *
     * @param located whether it named the version as what it had made or changed
     */
    Answer rebuilt(Stored stored, boolean located) {
        if (body == null) {
            return new Answer(status, stored, stored.body(), located, true);
        }
        boolean nothing = body.length() == 0;
        return new Answer(status, stored, nothing ? null : body, located, nothing);
    }
}
