package org.yunzhen.hospital.event.subscription;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.yunzhen.hospital.fhir.Answer;
import org.yunzhen.hospital.fhir.Call;
import org.yunzhen.hospital.store.Stamp;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.json.FhirJson;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/**
 * {@code Subscription/{id}/$get-ws-binding-token} (Subscriptions Backport). What it stores is the
 * short life of a token, so that it may be asked by GET.
 */
@ApplicationScoped
class BindingTokenOperation implements SubscriptionOperation {
    private final SubscriptionDoor door;
    private final Bindings bindings;

    BindingTokenOperation(SubscriptionDoor door, Bindings bindings) {
        this.door = door;
        this.bindings = bindings;
    }

    @Override
    public String name() {
        return "get-ws-binding-token";
    }

    @Override
    public String description() {
        return "A token, good once and for a minute, that binds a WebSocket to the subscription:"
                + " the first message on it is bind-with-token: and the token.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.result(
                        "Parameters", "token, expiration, subscription and websocket-url."));
    }

    @Override
    public Uni<Answer> run(Call call, Tx tx) {
        return door.open(call, tx)
                .invoke(BindingTokenOperation::check)
                .chain(
                        subscribed ->
                                bindings.make(tx, call.caller(), subscribed)
                                        .map(token -> answer(call, tx, subscribed, token)));
    }

    private static void check(Subscribed subscribed) {
        if (!subscribed.isOfSocket()) {
            throw new RefusedException(Refusal.NOT_SUPPORTED, "channel.type");
        }
    }

    private static Answer answer(Call call, Tx tx, Subscribed subscribed, String token) {
        ObjectNode parameters = FhirJson.object().put("resourceType", "Parameters");
        ArrayNode list = parameters.putArray("parameter");
        list.addObject().put("name", "token").put("valueString", token);
        list.addObject()
                .put("name", "expiration")
                .put("valueDateTime", Stamp.instant(tx.now().plus(Bindings.LIFETIME)));
        list.addObject().put("name", "subscription").put("valueString", subscribed.id());
        list.addObject()
                .put("name", "websocket-url")
                .put("valueUrl", SocketRoute.address(call.site().base()));
        return Answer.document(200, parameters);
    }
}
