package org.yunzhen.hospital.event.subscription;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import org.yunzhen.hospital.access.Caller;
import org.yunzhen.hospital.access.Role;

/**
 * A subscription as it stands.
 *
 * @param base the address under which the subscriber knows this service
 * @param type of the resources it is about
 * @param criteria {@code Type?parameters}, all of which must be met
 * @param topic of the backport of topics, or null for a subscription of R4 itself
 * @param kind what is told: that something was {@code written}, or an event of a workflow
 * @param content {@code empty}, {@code id-only} or {@code full-resource}
 * @param channel {@code rest-hook} or {@code websocket}
 * @param headers what is sent along, as {@code Name: value}
 * @param heartbeat seconds without a notification after which a heartbeat is sent, or null
 * @param ends when it ends by itself, or null
 * @param last the last number that was allotted
 * @param delivered the last number that was delivered
 * @param problem why the last attempt failed, or null
 * @param revision counts how often its document was written
 * @param since from when on it is told
 */
record Subscribed(
        String tenant,
        String id,
        String actor,
        Role role,
        String base,
        String type,
        List<String> criteria,
        String topic,
        String kind,
        String content,
        String channel,
        String endpoint,
        List<String> headers,
        Integer heartbeat,
        OffsetDateTime ends,
        String status,
        long last,
        long delivered,
        String problem,
        int revision,
        OffsetDateTime since) {
    static final String HOOK = "rest-hook";
    static final String SOCKET = "websocket";
    static final String REQUESTED = "requested";
    static final String ACTIVE = "active";
    static final String ERROR = "error";
    static final String OFF = "off";
    static final Set<String> STATUSES = Set.of(REQUESTED, ACTIVE, ERROR, OFF);

    /** {@code Subscription/id}. */
    String reference() {
        return "Subscription/" + id;
    }

    /** Which one it is among those of all tenants. */
    String key() {
        return tenant + " " + id;
    }

    /** The subscriber, as the access table knows them. */
    Caller subscriber() {
        return new Caller(actor, role, actor, Set.of(tenant), Instant.MAX);
    }

    boolean isOf(Caller caller) {
        return caller.actor().equals(actor) && caller.role() == role;
    }

    /** Whether it is told in Bundles as the backport has it. */
    boolean isOfTopic() {
        return topic != null;
    }

    /** Whether its subscriber fetches the events on a socket. */
    boolean isOfSocket() {
        return channel.equals(SOCKET);
    }

    /** Whether only that there was an event is told. */
    boolean isEmpty() {
        return content.equals("empty");
    }

    boolean isFull() {
        return content.equals("full-resource");
    }

    /** Whether it is told of changes like this one, and of those of its instant. */
    boolean isToldOf(Change change) {
        return change.kind().equals(kind)
                && !since.isAfter(change.at())
                && (ends == null || ends.isAfter(change.at()));
    }

    boolean hasEnded() {
        return ends != null && ends.toInstant().isBefore(Instant.now());
    }
}
