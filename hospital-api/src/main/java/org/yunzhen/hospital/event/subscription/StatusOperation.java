package org.yunzhen.hospital.event.subscription;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Predicate;
import org.yunzhen.hospital.fhir.Answer;
import org.yunzhen.hospital.fhir.Call;
import org.yunzhen.hospital.fhir.Inputs;
import org.yunzhen.hospital.store.Ids;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.json.FhirJson;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/**
 * {@code Subscription/{id}/$status} and {@code Subscription/$status} (Subscriptions Backport): how
 * a subscription stands, or those of the caller do.
 */
@ApplicationScoped
class StatusOperation implements SubscriptionOperation {
    private static final int STATUSES_MAX = 200;
    private static final String ID = "id";
    private static final String STATUS = "status";

    private final SubscriptionDoor door;
    private final Subscriptions subscriptions;

    StatusOperation(SubscriptionDoor door, Subscriptions subscriptions) {
        this.door = door;
        this.subscriptions = subscriptions;
    }

    @Override
    public String name() {
        return "status";
    }

    @Override
    public Level level() {
        return Level.TYPE_OR_INSTANCE;
    }

    @Override
    public String description() {
        return "Status of a subscription, or of the caller's own: how many events there were, and"
                + " why it is in error.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.many(ID, 0, "id", "On the type: only these."),
                Parameter.many(STATUS, 0, "code", "On the type: only those in one of these."),
                Parameter.result(
                        "Bundle", "A searchset with a Parameters of the backport for each."));
    }

    @Override
    public Uni<Answer> run(Call call, Tx tx) {
        return call.id() == null
                ? own(call, tx).map(StatusOperation::answer)
                : door.open(call, tx).map(one -> answer(List.of(one)));
    }

    private Uni<List<Subscribed>> own(Call call, Tx tx) {
        Inputs inputs = Inputs.of(call);
        List<String> ids = each(inputs, ID, Ids::isValid);
        List<String> statuses = each(inputs, STATUS, Subscribed.STATUSES::contains);
        return subscriptions
                .own(tx, call.caller(), ids, statuses, STATUSES_MAX + 1)
                .invoke(StatusOperation::checkNumber);
    }

    /**
     * Several are given as several: what no id could be must not be taken for one that is unknown.
     */
    private static List<String> each(Inputs inputs, String name, Predicate<String> valid) {
        List<String> given = inputs.texts(name);
        if (!given.stream().allMatch(valid)) {
            throw Inputs.invalid(name);
        }
        return given;
    }

    /** Half a list must not look like a whole one. */
    private static void checkNumber(List<Subscribed> found) {
        if (found.size() > STATUSES_MAX) {
            throw new RefusedException(Refusal.SEARCH_TOO_COSTLY, ID);
        }
    }

    private static Answer answer(List<Subscribed> all) {
        ObjectNode bundle = FhirJson.object().put("resourceType", "Bundle");
        bundle.put("type", "searchset").put("total", all.size());
        if (!all.isEmpty()) {
            ArrayNode entries = bundle.putArray("entry");
            all.forEach(one -> add(entries, one));
        }
        return Answer.document(200, bundle);
    }

    private static void add(ArrayNode entries, Subscribed subscribed) {
        ObjectNode entry = entries.addObject();
        ObjectNode status = new Notification(subscribed, List.of()).status("query-status");
        entry.put("fullUrl", "urn:uuid:" + status.path("id").asText());
        entry.set("resource", status);
        entry.putObject("search").put("mode", "match");
    }
}
