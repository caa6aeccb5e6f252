package org.yunzhen.hospital.event.subscription;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.buffer.Buffer;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.yunzhen.hospital.store.Ids;
import org.yunzhen.hospital.store.Stamp;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.mappings.json.FhirJson;

/**
 * The Bundle of a notification as the Subscriptions Backport has it for R4: first the status, then,
 * where the content is full, the resources as they are stored.
 */
final class Notification {
    private final Subscribed subscribed;
    private final List<Told> told;

    /**
     * With the events it tells of.
     *
     * @param told in the order of their numbers
     */
    Notification(Subscribed subscribed, List<Told> told) {
        this.subscribed = subscribed;
        this.told = told;
    }

    /**
     * An event that is told.
     *
     * @param stored the version, or null where its content may not be told now
     */
    record Told(SubscriptionEvents.Numbered event, Stored stored) {}

    /** The Bundle's bytes; {@code type} is {@code handshake}, {@code heartbeat} and their like. */
    Buffer bundle(String type) {
        ObjectNode bundle = FhirJson.object().put("resourceType", "Bundle").put("id", Ids.next());
        bundle.putObject("meta").putArray("profile").add(Topics.BUNDLE_PROFILE);
        bundle.put("type", "history");
        bundle.put("timestamp", Stamp.instant(OffsetDateTime.now(ZoneOffset.UTC)));
        byte[] head = FhirJson.write(bundle);
        Buffer bytes = Buffer.buffer().appendBytes(head, 0, head.length - 1);
        bytes.appendString(",\"entry\":[").appendBytes(FhirJson.write(first(type)));
        if (subscribed.isFull()) {
            told.stream()
                    .filter(one -> one.stored() != null)
                    .forEach(one -> append(bytes.appendString(","), one.stored()));
        }
        return bytes.appendString("]}");
    }

    private ObjectNode first(String type) {
        ObjectNode status = status(type);
        ObjectNode first = FhirJson.object();
        first.put("fullUrl", "urn:uuid:" + status.path("id").asText());
        first.set("resource", status);
        first.putObject("request")
                .put("method", "GET")
                .put("url", subscribed.reference() + "/$status");
        first.putObject("response").put("status", "200");
        return first;
    }

    /** An entry around the stored bytes. */
    private void append(Buffer bytes, Stored stored) {
        boolean first = stored.version() == 1;
        ObjectNode entry = FhirJson.object();
        entry.put("fullUrl", subscribed.base() + "/" + stored.reference());
        entry.putObject("request")
                .put("method", first ? "POST" : "PUT")
                .put("url", first ? stored.type() : stored.reference());
        entry.putObject("response").put("status", first ? "201" : "200");
        bytes.appendString("{\"resource\":").appendBuffer(stored.body()).appendString(",");
        byte[] rest = FhirJson.write(entry);
        bytes.appendBytes(rest, 1, rest.length - 1);
    }

    /** The status as Parameters. */
    ObjectNode status(String type) {
        ObjectNode status = FhirJson.object().put("resourceType", "Parameters");
        status.put("id", Ids.next());
        status.putObject("meta").putArray("profile").add(Topics.STATUS_PROFILE);
        ArrayNode parameters = status.putArray("parameter");
        parameters
                .addObject()
                .put("name", "subscription")
                .putObject("valueReference")
                .put("reference", subscribed.base() + "/" + subscribed.reference());
        if (subscribed.isOfTopic()) {
            parameters.addObject().put("name", "topic").put("valueCanonical", subscribed.topic());
        }
        parameters.addObject().put("name", "status").put("valueCode", subscribed.status());
        parameters.addObject().put("name", "type").put("valueCode", type);
        parameters
                .addObject()
                .put("name", "events-since-subscription-start")
                .put("valueString", Long.toString(subscribed.last()));
        told.forEach(one -> event(parameters, one));
        if (subscribed.problem() != null) {
            parameters
                    .addObject()
                    .put("name", "error")
                    .putObject("valueCodeableConcept")
                    .put("text", subscribed.problem());
        }
        return status;
    }

    private void event(ArrayNode parameters, Told one) {
        ObjectNode event = parameters.addObject().put("name", "notification-event");
        ArrayNode parts = event.putArray("part");
        parts.addObject()
                .put("name", "event-number")
                .put("valueString", Long.toString(one.event().number()));
        parts.addObject()
                .put("name", "timestamp")
                .put("valueInstant", Stamp.instant(one.event().at()));
        if (one.stored() != null && !subscribed.isEmpty()) {
            parts.addObject()
                    .put("name", "focus")
                    .putObject("valueReference")
                    .put("reference", subscribed.base() + "/" + one.stored().reference());
        }
    }
}
