package org.yunzhen.hospital.terminology;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.yunzhen.hospital.fhir.Call;
import org.yunzhen.hospital.fhir.Inputs;

/** The value set an operation is about: the instance, or by its address, or sent along. */
@ApplicationScoped
class AskedSet {
    private final ValueSets valueSets;

    AskedSet(ValueSets valueSets) {
        this.valueSets = valueSets;
    }

    /** Fails with 404 when there is none, and with 400 when none is named. */
    Uni<ObjectNode> of(Call call, View view) {
        Inputs inputs = Inputs.of(call);
        if (call.id() != null) {
            return valueSets.ofId(view, call.id());
        }
        Optional<ObjectNode> sent =
                inputs.named("valueSet").stream()
                        .findFirst()
                        .map(parameter -> (ObjectNode) parameter.path("resource"));
        if (sent.isPresent()) {
            return Uni.createFrom().item(sent.get());
        }
        return valueSets.ofUrl(
                view, inputs.requiredText("url"), inputs.text("valueSetVersion").orElse(null));
    }
}
