package org.yunzhen.hospital.event.subscription;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.yunzhen.hospital.fhir.Answer;
import org.yunzhen.hospital.fhir.Call;
import org.yunzhen.hospital.fhir.Inputs;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/**
 * {@code Subscription/{id}/$events} (Subscriptions Backport): what a receiver has missed, under the
 * numbers it was, or would have been, sent with.
 */
@ApplicationScoped
class EventsOperation implements SubscriptionOperation {
    private static final int EVENTS_MAX = 100;
    private static final String SINCE = "eventsSinceNumber";
    private static final String UNTIL = "eventsUntilNumber";
    private static final String CONTENT = "content";

    private final SubscriptionDoor door;
    private final SubscriptionEvents events;
    private final EventContent content;

    EventsOperation(SubscriptionDoor door, SubscriptionEvents events, EventContent content) {
        this.door = door;
        this.events = events;
        this.content = content;
    }

    @Override
    public String name() {
        return "events";
    }

    @Override
    public String description() {
        return "Events of a subscription again, by their numbers, at most 100 at once.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.optional(SINCE, "string", "The first number, included."),
                Parameter.optional(UNTIL, "string", "The last number, included."),
                Parameter.optional(
                        CONTENT,
                        "code",
                        "empty, id-only or full-resource: a hint, which is not heeded. It comes as"
                                + " subscribed."),
                Parameter.result("Bundle", "A notification of the backport, of type query-event."));
    }

    @Override
    public Uni<Answer> run(Call call, Tx tx) {
        Inputs inputs = Inputs.of(call);
        long from = number(inputs, SINCE, 1);
        long to = number(inputs, UNTIL, Long.MAX_VALUE);
        if (!inputs.text(CONTENT).map(SubscriptionWish.CONTENTS::contains).orElse(true)) {
            throw Inputs.invalid(CONTENT);
        }
        return door.open(call, tx)
                .chain(
                        subscribed ->
                                events.stretch(tx, subscribed.id(), from, to, EVENTS_MAX)
                                        .chain(found -> content.of(subscribed, found))
                                        .map(told -> answer(subscribed, told)));
    }

    private static Answer answer(Subscribed subscribed, List<Notification.Told> told) {
        return Answer.bytes(200, new Notification(subscribed, told).bundle("query-event"));
    }

    private static long number(Inputs inputs, String name, long otherwise) {
        return inputs.text(name)
                .map(
                        text -> {
                            if (!text.matches("[0-9]{1,18}")) {
                                throw new RefusedException(Refusal.INVALID_PARAMETER, name);
                            }
                            return Long.parseLong(text);
                        })
                .orElse(otherwise);
    }
}
