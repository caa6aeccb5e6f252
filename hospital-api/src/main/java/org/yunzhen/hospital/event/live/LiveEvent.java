package org.yunzhen.hospital.event.live;

import io.vertx.core.json.JsonObject;
import java.time.OffsetDateTime;

/**
 * An event as it is pushed to one recipient.
 *
 * @param number the recipient's own count; without gaps when it was allotted
 * @param resource {@code Type/id} of what it happened to
 * @param allowed whether the recipient may still be told
 */
record LiveEvent(
        long number,
        String kind,
        String resource,
        int version,
        JsonObject detail,
        OffsetDateTime at,
        boolean allowed) {
    /** The message on the socket. */
    JsonObject message() {
        return new JsonObject()
                .put("type", "event")
                .put("number", number)
                .put("kind", kind)
                .put("resource", resource)
                .put("version", version)
                .put("detail", detail)
                .put("at", at.toInstant().toString());
    }
}
