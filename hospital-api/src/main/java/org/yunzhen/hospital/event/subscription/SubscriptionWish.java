package org.yunzhen.hospital.event.subscription;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.yunzhen.hospital.fhir.SubscriptionTopic;
import org.yunzhen.mappings.index.DateRange;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/**
 * What a Subscription document asks for: criteria as R4 itself has them, or the topic with filters
 * of the backport.
 *
 * @param criteria {@code Type?parameters}, all of which must be met
 * @param topic or null
 * @param kind what is told: that something was {@code written}, or an event of a workflow
 */
record SubscriptionWish(
        List<String> criteria,
        String topic,
        String kind,
        String content,
        String channel,
        String endpoint,
        List<String> headers,
        Integer heartbeat,
        OffsetDateTime ends,
        String status) {
    private static final Set<String> CHANNELS = Set.of(Subscribed.HOOK, Subscribed.SOCKET);
    static final Set<String> CONTENTS = Set.of("empty", "id-only", "full-resource");
    private static final Set<String> PAYLOADS = Set.of("application/fhir+json", "application/json");

    /** What a client may ask for; the others are the server's to give (R4, Subscription.status). */
    private static final Set<String> STATUSES = Set.of(Subscribed.REQUESTED, Subscribed.OFF);

    /** A header that cannot make two of one, and none by which the message is framed. */
    private static final Pattern HEADER =
            Pattern.compile(
                    "(?i)(?!host:|content-|transfer-|connection:|x-yunzhen-)"
                            + "[A-Za-z0-9-]{1,64}: ?[\\x20-\\x7e]{0,2000}");

    private static final int HEARTBEAT_SECONDS_MIN = 5;
    static final String CRITERIA = "criteria";

    /**
     * Reads it.
     *
     * @throws RefusedException 422 where it could never send a notification
     */
    static SubscriptionWish of(ObjectNode document) {
        JsonNode channel = document.path("channel");
        String kind = channel.path("type").asText();
        require(CHANNELS.contains(kind), "channel.type");
        String payload = channel.path("payload").textValue();
        require(payload == null || PAYLOADS.contains(payload), "channel.payload");
        String endpoint = channel.path("endpoint").asText();
        require(kind.equals(Subscribed.SOCKET) || !endpoint.isEmpty(), "channel.endpoint");
        String status = document.path("status").asText();
        if (!STATUSES.contains(status)) {
            throw cannotFire("status", "status: requested | off");
        }
        OffsetDateTime ends = end(document.path("end").textValue());
        String criteria = document.path(CRITERIA).asText();
        Optional<SubscriptionTopic> topic = SubscriptionTopic.of(criteria);
        return new SubscriptionWish(
                topic.map(one -> filters(document, one)).orElse(List.of(criteria)),
                topic.map(SubscriptionTopic::canonical).orElse(null),
                topic.orElse(SubscriptionTopic.RESOURCE_WRITTEN).kind(),
                topic.isPresent() ? content(channel) : payload == null ? "empty" : "full-resource",
                kind,
                endpoint,
                headers(channel),
                heartbeat(channel),
                ends,
                status);
    }

    /** Refuses what could never fire, naming the element. */
    static void require(boolean holds, String element) {
        if (!holds) {
            throw cannotFire(element);
        }
    }

    static RefusedException cannotFire(String element) {
        return cannotFire(element, element);
    }

    private static RefusedException cannotFire(String element, String why) {
        return new RefusedException(Refusal.SUBSCRIPTION_CANNOT_FIRE, why)
                .at("Subscription." + element);
    }

    private static OffsetDateTime end(String text) {
        if (text == null) {
            return null;
        }
        Instant end = DateRange.parse(text).low();
        require(end.isAfter(Instant.now()), "end");
        return end.atOffset(ZoneOffset.UTC);
    }

    /** Where the topic knows its type, a filter may be missing. */
    private static List<String> filters(ObjectNode document, SubscriptionTopic topic) {
        List<String> filters = new ArrayList<>();
        for (JsonNode extension : document.path("_criteria").path("extension")) {
            if (Topics.FILTER.equals(extension.path("url").asText())) {
                filters.add(extension.path("valueString").asText());
            }
        }
        if (filters.isEmpty()) {
            topic.type().ifPresent(filters::add);
        }
        require(!filters.isEmpty(), CRITERIA);
        return filters;
    }

    private static String content(JsonNode channel) {
        String content = "empty";
        for (JsonNode extension : channel.path("_payload").path("extension")) {
            if (Topics.CONTENT.equals(extension.path("url").asText())) {
                content = extension.path("valueCode").asText();
            }
        }
        require(CONTENTS.contains(content), "channel.payload");
        return content;
    }

    private static Integer heartbeat(JsonNode channel) {
        for (JsonNode extension : channel.path("extension")) {
            if (Topics.HEARTBEAT.equals(extension.path("url").asText())) {
                int seconds = extension.path("valueUnsignedInt").asInt();
                return seconds == 0 ? null : Math.max(seconds, HEARTBEAT_SECONDS_MIN);
            }
        }
        return null;
    }

    private static List<String> headers(JsonNode channel) {
        List<String> headers = new ArrayList<>();
        for (JsonNode header : channel.path("header")) {
            require(HEADER.matcher(header.asText()).matches(), "channel.header");
            headers.add(header.asText());
        }
        return headers;
    }
}
