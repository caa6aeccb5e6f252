package org.yunzhen.hospital.event.subscription;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.Set;
import org.yunzhen.hospital.access.AccessTable;
import org.yunzhen.hospital.access.Action;
import org.yunzhen.hospital.fhir.Call;
import org.yunzhen.hospital.fhir.CriteriaReader;
import org.yunzhen.hospital.fhir.PlainWriteRule;
import org.yunzhen.hospital.store.InTurn;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.Tx;

/** A Subscription that could never fire is not stored; one that can begins with its document. */
@ApplicationScoped
class SubscriptionRule implements PlainWriteRule {
    private static final String CRITERIA = "criteria";

    private final CriteriaReader criteria;
    private final Targets targets;
    private final Subscriptions subscriptions;

    SubscriptionRule(CriteriaReader criteria, Targets targets, Subscriptions subscriptions) {
        this.criteria = criteria;
        this.targets = targets;
        this.subscriptions = subscriptions;
    }

    @Override
    public boolean appliesTo(String type) {
        return type.equals("Subscription");
    }

    @Override
    public Uni<Void> check(Call call, Tx tx, ObjectNode document) {
        SubscriptionWish wish = SubscriptionWish.of(document);
        return readable(tx, wish)
                .invoke(types -> checkTypes(call, types))
                .invoke(() -> checkTarget(wish))
                .replaceWithVoid();
    }

    /** The types that the criteria are about. */
    private Uni<Set<String>> readable(Tx tx, SubscriptionWish wish) {
        Set<String> types = new HashSet<>();
        return InTurn.each(
                        wish.criteria(),
                        one -> {
                            types.add(CriteriaReader.type(CRITERIA, one));
                            return criteria.read(tx, CRITERIA, one);
                        })
                .onFailure(CriteriaReader::isLasting)
                .transform(unreadable -> SubscriptionWish.cannotFire(CRITERIA))
                .replaceWith(types);
    }

    private void checkTarget(SubscriptionWish wish) {
        if (wish.channel().equals(Subscribed.HOOK)) {
            targets.check(wish.endpoint());
        }
    }

    private static void checkTypes(Call call, Set<String> types) {
        boolean readable =
                types.size() == 1
                        && AccessTable.grant(
                                        call.caller().role(), types.iterator().next(), Action.READ)
                                .isPresent();
        SubscriptionWish.require(readable, CRITERIA);
    }

    @Override
    public Uni<Void> written(Call call, Tx tx, Stored stored) {
        return subscriptions.keep(
                tx,
                call.caller(),
                call.site().base(),
                stored.id(),
                SubscriptionWish.of(stored.document()));
    }

    @Override
    public Uni<Void> deleted(Call call, Tx tx, Stored stored) {
        return subscriptions.end(tx, stored.id());
    }
}
