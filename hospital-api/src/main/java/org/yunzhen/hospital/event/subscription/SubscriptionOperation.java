package org.yunzhen.hospital.event.subscription;

import java.util.Set;
import org.yunzhen.hospital.access.Role;
import org.yunzhen.hospital.fhir.Operation;

/** A question about subscriptions, asked by whoever may subscribe. */
interface SubscriptionOperation extends Operation {
    @Override
    default String type() {
        return "Subscription";
    }

    @Override
    default Level level() {
        return Level.INSTANCE;
    }

    @Override
    default Set<Role> callers() {
        return Set.of(Role.INTEGRATION);
    }

    @Override
    default boolean changes() {
        return false;
    }
}
