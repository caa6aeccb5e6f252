package org.yunzhen.hospital.appointment;

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

/** {@code Schedule/$publish}: Slots with numbered tickets from a shift. */
@ApplicationScoped
class PublishOperation implements Operation {
    private final ShiftPublisher publisher;

    PublishOperation(ShiftPublisher publisher) {
        this.publisher = publisher;
    }

    @Override
    public String type() {
        return "Schedule";
    }

    @Override
    public String name() {
        return "publish";
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
        return "Publishes a shift as Slots with numbered tickets; what is published already stays as it is";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.optional(
                        "schedule", "Reference", "An existing Schedule; or else department"),
                Parameter.optional(
                        "department", "Reference", "HealthcareService whose shift it is"),
                Parameter.optional(
                        "practitioner",
                        "Reference",
                        "The doctor; none: the department shares the shift"),
                Parameter.optional("visitKind", "code", "Kind of visit, default follow-up"),
                Parameter.required("from", "date", "First day"),
                Parameter.required("until", "date", "Last day, included; at most 92 days"),
                Parameter.many("weekday", 0, "code", "mon to sun; none: every day"),
                Parameter.many("holiday", 0, "date", "Days without service"),
                Parameter.required("start", "time", "When the first slot begins, Asia/Shanghai"),
                Parameter.required("end", "time", "By when the last slot ends"),
                Parameter.required("slotMinutes", "integer", "Length of a slot"),
                Parameter.many("quota", 1, "Element", "Numbers of a slot by channel")
                        .of(
                                Parameter.required("channel", "code", "Quota channel"),
                                Parameter.required("numbers", "integer", "How many")),
                Parameter.optional("fee", "Money", "Fee of a visit; or else item"),
                Parameter.optional("item", "code", "Price item whose price is the fee"),
                new Parameter(
                        "slot",
                        "out",
                        0,
                        "*",
                        "Reference",
                        "The new Slots; beside them schedule, published and existing"));
    }

    @Override
    public Uni<Answer> run(Call call, Tx tx) {
        Shift shift = new ShiftInputs(Inputs.of(call)).read();
        call.trace().through("tenant");
        return publisher.publish(tx, shift).map(done -> Answer.document(200, answer(done)));
    }

    private static ObjectNode answer(ShiftPublisher.Published done) {
        ObjectNode tree = FhirJson.object().put("resourceType", "Parameters");
        ArrayNode parameters = tree.putArray("parameter");
        reference(parameters, "schedule", "Schedule/" + done.schedule());
        parameters.addObject().put("name", "published").put("valueInteger", done.slots().size());
        parameters.addObject().put("name", "existing").put("valueInteger", done.existing());
        done.slots().forEach(slot -> reference(parameters, "slot", "Slot/" + slot));
        return tree;
    }

    private static void reference(ArrayNode parameters, String name, String target) {
        ObjectNode parameter = parameters.addObject().put("name", name);
        parameter.putObject("valueReference").put("reference", target);
    }
}
