package org.yunzhen.hospital.event.subscription;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.yunzhen.hospital.access.AccessTable;
import org.yunzhen.hospital.access.Action;
import org.yunzhen.hospital.fhir.Call;
import org.yunzhen.hospital.fhir.CriteriaReader;
import org.yunzhen.hospital.fhir.PlainWriteRule;
import org.yunzhen.hospital.fhir.SubscriptionTopic;
import org.yunzhen.hospital.store.InTurn;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.Tx;

/** A Subscription that could never fire is not stored; one that can begins with its document. */
@ApplicationScoped
class SubscriptionRule implements PlainWriteRule {
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
                .invoke(types -> checkTypes(call, wish, types))
                .invoke(() -> checkTarget(wish))
                .replaceWithVoid();
    }

    /** The types that the criteria are about. */
    private Uni<Set<String>> readable(Tx tx, SubscriptionWish wish) {
        Set<String> types = new HashSet<>();
        return InTurn.each(
                        wish.criteria(),
                        one -> {
                            types.add(CriteriaReader.type(SubscriptionWish.CRITERIA, one));
                            return criteria.read(tx, SubscriptionWish.CRITERIA, one);
                        })
                .onFailure(CriteriaReader::isLasting)
                .transform(unreadable -> SubscriptionWish.cannotFire(SubscriptionWish.CRITERIA))
                .replaceWith(types);
    }

    private void checkTarget(SubscriptionWish wish) {
        if (wish.channel().equals(Subscribed.HOOK)) {
            targets.check(wish.endpoint());
        }
    }

    /** All criteria are about one type, the topic's if it has one, that the caller may read. */
    private static void checkTypes(Call call, SubscriptionWish wish, Set<String> types) {
        SubscriptionWish.require(types.size() == 1, SubscriptionWish.CRITERIA);
        String type = types.iterator().next();
        boolean told =
                Optional.ofNullable(wish.topic())
                        .flatMap(SubscriptionTopic::of)
                        .flatMap(SubscriptionTopic::type)
                        .map(type::equals)
                        .orElse(true);
        boolean readable = AccessTable.grant(call.caller().role(), type, Action.READ).isPresent();
        SubscriptionWish.require(told && readable, SubscriptionWish.CRITERIA);
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
