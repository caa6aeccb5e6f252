package org.yunzhen.hospital.prescription;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import org.yunzhen.hospital.access.Role;
import org.yunzhen.hospital.fhir.Answer;
import org.yunzhen.hospital.fhir.Call;
import org.yunzhen.hospital.fhir.Inputs;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/**
 * {@code Task/{id}/$release}: the pharmacy gives back what it has not dispensed, all of it or
 * single lines. The patient gets a new code; a revocation that waits is thereby accepted.
 */
@ApplicationScoped
class ReleaseOperation implements TaskOperation {
    private static final String REQUEST = "MedicationRequest/";

    private final Locks locks;
    private final ReleaseService releases;

    ReleaseOperation(Locks locks, ReleaseService releases) {
        this.locks = locks;
        this.releases = releases;
    }

    @Override
    public String name() {
        return "release";
    }

    @Override
    public Set<Role> callers() {
        return Set.of(Role.PHARMACY);
    }

    @Override
    public String description() {
        return "Gives back lines that are not dispensed, so that another pharmacy may claim them"
                + " with the patient's new code; without a line named, all.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.required("secret", "string", "from $claim"),
                Parameter.many("line", 0, "Reference", "the MedicationRequest of a line"),
                Parameter.result("Task", "the prescription"));
    }

    @Override
    public Uni<Answer> run(Call call, Tx tx) {
        Inputs inputs = Inputs.of(call);
        String secret = inputs.requiredText("secret");
        List<String> requests = inputs.named("line").stream().map(ReleaseOperation::line).toList();
        return locks.held(call, tx, secret)
                .chain(held -> releases.release(tx, held, chosen(held, requests), task -> {}))
                .invoke(call.trace()::touched)
                .map(Answer::updated);
    }

    private static String line(JsonNode parameter) {
        String reference = Inputs.value(parameter).path("reference").asText("");
        if (!reference.startsWith(REQUEST)) {
            throw Inputs.invalid("line");
        }
        return reference;
    }

    private static List<Line> chosen(Held held, List<String> requests) {
        if (!requests.isEmpty()) {
            return requests.stream().map(request -> chosen(held, request)).toList();
        }
        List<Line> open = held.open();
        return open.isEmpty() ? List.of(held.requireOpen(held.lines().get(0))) : open;
    }

    private static Line chosen(Held held, String request) {
        return held.lines().stream()
                .filter(line -> request.equals(REQUEST + line.request()))
                .findFirst()
                .map(held::requireOpen)
                .orElseThrow(() -> new RefusedException(Refusal.LINE_UNKNOWN, request));
    }
}
