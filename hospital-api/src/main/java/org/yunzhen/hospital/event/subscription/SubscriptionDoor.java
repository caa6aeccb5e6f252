package org.yunzhen.hospital.event.subscription;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.yunzhen.hospital.access.Access;
import org.yunzhen.hospital.fhir.Call;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/** Who may ask about a subscription: whoever subscribed, in the same capacity. */
@ApplicationScoped
class SubscriptionDoor {
    private final Access access;
    private final Subscriptions subscriptions;

    SubscriptionDoor(Access access, Subscriptions subscriptions) {
        this.access = access;
        this.subscriptions = subscriptions;
    }

    /** The caller's subscription. */
    Uni<Subscribed> open(Call call, Tx tx) {
        return subscriptions
                .find(tx, call.id())
                .map(found -> found.orElseThrow(() -> new RefusedException(Refusal.NOT_FOUND)))
                .invoke(subscribed -> check(call, subscribed));
    }

    private void check(Call call, Subscribed subscribed) {
        if (!subscribed.isOf(call.caller())) {
            throw access.denial(call.caller());
        }
    }
}
