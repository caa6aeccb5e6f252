package org.yunzhen.hospital.fhir;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.yunzhen.mappings.identifier.Systems;

/** The topics that can be subscribed to, as the Subscriptions Backport declares them in R4. */
public final class SubscriptionTopics {
    /** A resource was created or updated; which, the filters of the subscription say. */
    public static final String RESOURCE_WRITTEN =
            Systems.BASE + "SubscriptionTopic/resource-written";

    private static final String SUPPORTED =
            "http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/"
                    + "capabilitystatement-subscriptiontopic-canonical";

    private SubscriptionTopics() {}

    /** Declares them in the CapabilityStatement, at the type Subscription. */
    static void state(ObjectNode resource) {
        resource.putArray("extension")
                .addObject()
                .put("url", SUPPORTED)
                .put("valueCanonical", RESOURCE_WRITTEN);
    }
}
