package org.yunzhen.hospital.settlement;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import org.yunzhen.hospital.access.Role;
import org.yunzhen.hospital.fhir.Answer;
import org.yunzhen.hospital.fhir.Call;
import org.yunzhen.hospital.fhir.Inputs;
import org.yunzhen.hospital.fhir.Operation;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.json.FhirJson;

/**
 * {@code Organization/$payment-order}: an operator says on which leg the money of a channel moves
 * first. Where the channel is and what signs its requests is configuration, never said here.
 */
@ApplicationScoped
class PaymentOrderOperation implements Operation {
    private static final int OK = 200;

    private final Channels channels;

    PaymentOrderOperation(Channels channels) {
        this.channels = channels;
    }

    @Override
    public String type() {
        return "Organization";
    }

    @Override
    public String name() {
        return "payment-order";
    }

    @Override
    public Level level() {
        return Level.TYPE;
    }

    @Override
    public Set<Role> callers() {
        return Set.of(Role.OPERATOR);
    }

    @Override
    public boolean changes() {
        return true;
    }

    @Override
    public String description() {
        return "Sets whether the insurer's share or the patient's is charged first where the patient"
                + " pays through a channel. It holds for the bills that are quoted from now on; what"
                + " goes first goes back last";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.required("channel", "code", "The channel's name: cash"),
                Parameter.required("firstLeg", "code", "insurer or cash"),
                new Parameter("channel", "out", 1, "1", "code", "As it was given"),
                new Parameter("firstLeg", "out", 1, "1", "code", "What holds now"),
                new Parameter("before", "out", 1, "1", "code", "What held until now"));
    }

    @Override
    public Uni<Answer> run(Call call, Tx tx) {
        Inputs inputs = Inputs.of(call);
        String channel = inputs.requiredText("channel");
        if (!channels.isKnown(channel)) {
            throw Inputs.invalid("channel");
        }
        Payer first =
                Payer.of(inputs.requiredText("firstLeg"))
                        .orElseThrow(() -> Inputs.invalid("firstLeg"));
        return channels.order(tx)
                .call(() -> channels.set(tx, channel, first, call.caller().actor()))
                .map(before -> Answer.document(OK, told(channel, first, before.get(0))));
    }

    private static ObjectNode told(String channel, Payer first, Payer before) {
        ObjectNode answer = FhirJson.object().put("resourceType", "Parameters");
        ArrayNode list = answer.putArray("parameter");
        list.addObject().put("name", "channel").put("valueCode", channel);
        list.addObject().put("name", "firstLeg").put("valueCode", first.code());
        list.addObject().put("name", "before").put("valueCode", before.code());
        return answer;
    }
}
