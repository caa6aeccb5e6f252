package org.yunzhen.hospital.proof;

import java.util.concurrent.CompletableFuture;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.Reply;

/**
 * One call of an operation that can be sent.
 *
 * @param account whose, or null for nobody's
 */
record Ask(String account, String path, String body) {
    Http caller() {
        return account == null ? Http.anonymous() : Http.as(account);
    }

    Ask by(String other) {
        return new Ask(other, path, body);
    }

    /** The same wish in other bytes: with an id that means nothing. */
    Ask inOtherWords() {
        return new Ask(
                account,
                path,
                body.replace(
                        "{\"resourceType\":\"Parameters\"",
                        "{\"resourceType\":\"Parameters\",\"id\":\"other\""));
    }

    Reply send() {
        return caller().post(path, body);
    }

    Reply send(String key) {
        return caller().with("Idempotency-Key", key).post(path, body);
    }

    CompletableFuture<Reply> sendLater(String key) {
        return caller().with("Idempotency-Key", key).postLater(path, body);
    }
}
