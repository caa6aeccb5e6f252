package org.yunzhen.hospital.event.subscription;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.yunzhen.hospital.fhir.Answer;
import org.yunzhen.hospital.fhir.Call;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.json.FhirJson;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/**
 * {@code Subscription/{id}/$secret}: by what a receiver knows that a notification is of this
 * subscription and ours. It is told to whoever subscribed, made anew each time and kept nowhere.
 */
@ApplicationScoped
class SecretOperation implements SubscriptionOperation {
    private final SubscriptionDoor door;
    private final Signatures signatures;

    SecretOperation(SubscriptionDoor door, Signatures signatures) {
        this.door = door;
        this.signatures = signatures;
    }

    @Override
    public String name() {
        return "secret";
    }

    @Override
    public String description() {
        return "The secret by which the receiver of this subscription checks X-Yunzhen-Signature;"
                + " each subscription has its own.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.result("Parameters", "secret: its UTF-8 bytes are the key of the HMAC."));
    }

    @Override
    public Uni<Answer> run(Call call, Tx tx) {
        return door.open(call, tx).invoke(SecretOperation::check).map(this::answer);
    }

    /** A socket is bound by a token; nothing on it is signed. */
    private static void check(Subscribed subscribed) {
        if (subscribed.isOfSocket()) {
            throw new RefusedException(Refusal.NOT_SUPPORTED, "channel.type");
        }
    }

    private Answer answer(Subscribed subscribed) {
        String secret =
                signatures
                        .secret(subscribed)
                        .orElseThrow(() -> new RefusedException(Refusal.NO_NOTIFICATION_SECRET));
        ObjectNode parameters = FhirJson.object().put("resourceType", "Parameters");
        parameters
                .putArray("parameter")
                .addObject()
                .put("name", "secret")
                .put("valueString", secret);
        return Answer.document(200, parameters);
    }
}
