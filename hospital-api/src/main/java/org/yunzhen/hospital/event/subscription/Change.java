package org.yunzhen.hospital.event.subscription;

import java.time.OffsetDateTime;

/**
 * A version of a type to which somebody has subscribed.
 *
 * @param kind that it was {@code written}, or what happened to it in a workflow
 */
record Change(
        long seq,
        String tenant,
        String type,
        String id,
        int version,
        OffsetDateTime at,
        String kind) {}
