package org.yunzhen.hospital.event.subscription;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.yunzhen.hospital.fhir.Answer;
import org.yunzhen.hospital.fhir.Call;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.json.FhirJson;

/** {@code Subscription/{id}/$status} (Subscriptions Backport): how a subscription stands. */
@ApplicationScoped
class StatusOperation implements SubscriptionOperation {
    private final SubscriptionDoor door;

    StatusOperation(SubscriptionDoor door) {
        this.door = door;
    }

    @Override
    public String name() {
        return "status";
    }

    @Override
    public String description() {
        return "Status of a subscription, how many events there were, and why it is in error.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.result("Bundle", "A searchset with one Parameters of the backport."));
    }

    @Override
    public Uni<Answer> run(Call call, Tx tx) {
        return door.open(call, tx).map(StatusOperation::answer);
    }

    private static Answer answer(Subscribed subscribed) {
        ObjectNode bundle = FhirJson.object().put("resourceType", "Bundle");
        bundle.put("type", "searchset").put("total", 1);
        ObjectNode entry = bundle.putArray("entry").addObject();
        ObjectNode status = new Notification(subscribed, List.of()).status("query-status");
        entry.put("fullUrl", "urn:uuid:" + status.path("id").asText());
        entry.set("resource", status);
        entry.putObject("search").put("mode", "match");
        return Answer.document(200, bundle);
    }
}
