package org.yunzhen.hospital.event.subscription;

/** Names of the Subscriptions Backport (R4, version 1.1). */
final class Topics {
    private static final String BACKPORT =
            "http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/";

    /** On {@code criteria}: valueString. */
    static final String FILTER = BACKPORT + "backport-filter-criteria";

    /** On {@code channel.payload}: valueCode. */
    static final String CONTENT = BACKPORT + "backport-payload-content";

    /** On {@code channel}: valueUnsignedInt, in seconds. */
    static final String HEARTBEAT = BACKPORT + "backport-heartbeat-period";

    /** The profile of the status that each Bundle begins with. */
    static final String STATUS_PROFILE = BACKPORT + "backport-subscription-status-r4";

    /** The profile of the Bundle. */
    static final String BUNDLE_PROFILE = BACKPORT + "backport-subscription-notification-r4";

    private Topics() {}
}
