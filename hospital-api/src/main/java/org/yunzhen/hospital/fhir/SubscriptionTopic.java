package org.yunzhen.hospital.fhir;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.yunzhen.mappings.identifier.Systems;

/**
 * What can be subscribed to, as the Subscriptions Backport declares topics in R4: that a resource
 * was written, or what happened in the hospital's own workflows.
 */
public enum SubscriptionTopic {
    /** A resource was created or updated; which, the filters of the subscription say. */
    RESOURCE_WRITTEN("written", null),
    /** A number was given, and needs no payment or was paid. */
    APPOINTMENT_BOOKED("appointment.booked", "Appointment"),
    /** Cancelled by the patient, by a stop of service, or because it was not paid in time. */
    APPOINTMENT_CANCELLED("appointment.cancelled", "Appointment"),
    /** Moved to another slot. */
    APPOINTMENT_MOVED("appointment.moved", "Appointment"),
    /** The patient is here. */
    APPOINTMENT_CHECKED_IN("appointment.checked-in", "Appointment"),
    /** The patient did not come. */
    APPOINTMENT_NOSHOW("appointment.noshow", "Appointment"),
    /** Opened in the waiting room. */
    VISIT_OPENED("visit.opened", "Encounter"),
    /** A doctor took it. */
    VISIT_ACCEPTED("visit.accepted", "Encounter"),
    /** Finished by the doctor. */
    VISIT_FINISHED("visit.finished", "Encounter"),
    /** Ended because it is unsuitable online, or cancelled. */
    VISIT_CANCELLED("visit.cancelled", "Encounter"),
    /** Signed by the doctor; it waits for review. */
    PRESCRIPTION_SIGNED("prescription.signed", "Task"),
    /** Reviewed: it circulates, or was returned. */
    PRESCRIPTION_REVIEWED("prescription.reviewed", "Task"),
    /** Claimed, released, dispensed, revoked or expired. */
    PRESCRIPTION_MOVED("prescription.moved", "Task");

    private static final String SUPPORTED =
            "http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/"
                    + "capabilitystatement-subscriptiontopic-canonical";

    private static final String CANONICAL = Systems.BASE + "SubscriptionTopic/";

    private final String kind;
    private final String type;

    SubscriptionTopic(String kind, String type) {
        this.kind = kind;
        this.type = type;
    }

    /** The topic of a canonical URL, if there is one. */
    public static Optional<SubscriptionTopic> of(String canonical) {
        return Arrays.stream(values())
                .filter(topic -> topic.canonical().equals(canonical))
                .findFirst();
    }

    /** By which it is subscribed to. */
    public String canonical() {
        return CANONICAL + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What happens that is told: {@code written}, or an event of a workflow. */
    public String kind() {
        return kind;
    }

    /** The type of what is told of, where it is always the same. */
    public Optional<String> type() {
        return Optional.ofNullable(type);
    }

    /** Declares all in the CapabilityStatement, at the type Subscription. */
    static void state(ObjectNode resource) {
        ArrayNode extensions = resource.putArray("extension");
        for (SubscriptionTopic topic : values()) {
            extensions.addObject().put("url", SUPPORTED).put("valueCanonical", topic.canonical());
        }
    }
}
