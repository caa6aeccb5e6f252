package org.yunzhen.hospital.event.subscription;

import java.time.OffsetDateTime;

/** A version that was written of a type to which somebody has subscribed. */
record Change(long seq, String tenant, String type, String id, int version, OffsetDateTime at) {}
