package org.yunzhen.hospital.fhir.expunge;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.yunzhen.hospital.access.Role;
import org.yunzhen.hospital.fhir.Answer;
import org.yunzhen.hospital.fhir.Call;
import org.yunzhen.hospital.fhir.Inputs;
import org.yunzhen.hospital.fhir.Operation;
import org.yunzhen.hospital.store.Documents;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.json.FhirJson;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/**
 * {@code $expunge}: erases what a resource ever said. An operator asks and says why; another
 * person, a second operator or a compliance officer, confirms. Only of what was deleted or marked
 * as entered in error; that alone erases nothing. The trail stays, and the history says that it was
 * done, by whom and why.
 */
@ApplicationScoped
class ExpungeOperation implements Operation {
    private static final String REASON = "reason";
    private static final String CONFIRM = "confirm";

    private final Documents documents;
    private final ExpungeRequests requests;

    ExpungeOperation(Documents documents, ExpungeRequests requests) {
        this.documents = documents;
        this.requests = requests;
    }

    @Override
    public String type() {
        return ANY_TYPE;
    }

    @Override
    public String name() {
        return "expunge";
    }

    @Override
    public Level level() {
        return Level.INSTANCE;
    }

    @Override
    public Set<Role> callers() {
        return EnumSet.of(Role.OPERATOR, Role.COMPLIANCE);
    }

    @Override
    public boolean changes() {
        return true;
    }

    @Override
    public String description() {
        return "Erases all versions of a resource that was deleted or marked as entered in error:"
                + " one person asks with a reason, another confirms that request.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.optional(REASON, "string", "Why it is to be erased; or else confirm."),
                Parameter.optional(CONFIRM, "string", "The request that another person made."),
                Parameter.result(
                        "Parameters", "request, status (asked or expunged), and the versions."));
    }

    @Override
    public Uni<Answer> run(Call call, Tx tx) {
        Inputs inputs = Inputs.of(call);
        Optional<String> confirm = inputs.text(CONFIRM);
        if (confirm.isEmpty()) {
            String reason = inputs.requiredText(REASON);
            return target(call, tx).chain(stored -> ask(call, tx, stored, reason));
        }
        if (inputs.text(REASON).isPresent()) {
            throw new RefusedException(Refusal.INVALID_PARAMETER, REASON);
        }
        return target(call, tx).chain(stored -> confirm(call, tx, stored, confirm.get()));
    }

    private Uni<Stored> target(Call call, Tx tx) {
        return documents
                .lock(tx, call.type(), call.id())
                .map(found -> found.orElseThrow(() -> new RefusedException(Refusal.NOT_FOUND)))
                .invoke(call.trace()::touched)
                .invoke(ExpungeOperation::check);
    }

    /** What a workflow owns is ended by its operations, and kept. */
    private static void check(Stored stored) {
        if (stored.workflow() != null) {
            throw new RefusedException(Refusal.NOT_EXPUNGEABLE);
        }
        if (!stored.deleted() && !isError(stored.document())) {
            throw new RefusedException(Refusal.NOT_EXPUNGEABLE);
        }
    }

    private static boolean isError(ObjectNode document) {
        String error = "entered-in-error";
        return document.path("status").asText().equals(error)
                || document.path("verificationStatus")
                        .path("coding")
                        .findValuesAsText("code")
                        .contains(error);
    }

    private Uni<Answer> ask(Call call, Tx tx, Stored stored, String reason) {
        if (call.caller().role() != Role.OPERATOR) {
            throw new RefusedException(Refusal.FORBIDDEN);
        }
        return requests.ask(tx, stored, call.caller().actor(), reason)
                .map(request -> answer(request, "asked", null));
    }

    private Uni<Answer> confirm(Call call, Tx tx, Stored stored, String id) {
        return requests.open(tx, stored, id)
                .invoke(request -> checkConfirming(call, stored, request))
                .chain(request -> expunge(call, tx, stored, request));
    }

    private static void checkConfirming(Call call, Stored stored, ExpungeRequests.Request request) {
        if (request.askedBy().equals(call.caller().actor())) {
            throw new RefusedException(Refusal.SECOND_PERSON_NEEDED);
        }
        if (request.version() != stored.version()) {
            throw new RefusedException(Refusal.NOT_EXPUNGEABLE);
        }
    }

    private Uni<Answer> expunge(Call call, Tx tx, Stored stored, ExpungeRequests.Request request) {
        String by = call.caller().actor();
        return documents
                .expunge(tx, stored, outcome(request, by))
                .call(versions -> requests.confirmed(tx, request, by, versions))
                .map(versions -> answer(request.id(), "expunged", versions));
    }

    /** What the history says from now on. */
    private static ObjectNode outcome(ExpungeRequests.Request request, String confirmedBy) {
        ObjectNode outcome = FhirJson.object().put("resourceType", "OperationOutcome");
        ObjectNode issue = outcome.putArray("issue").addObject();
        issue.put("severity", "information").put("code", "deleted");
        issue.putObject("details").put("text", request.reason());
        issue.put(
                "diagnostics",
                "expunged; asked by %s, confirmed by %s".formatted(request.askedBy(), confirmedBy));
        return outcome;
    }

    private static Answer answer(String request, String status, Integer versions) {
        ObjectNode parameters = FhirJson.object().put("resourceType", "Parameters");
        var list = parameters.putArray("parameter");
        list.addObject().put("name", "request").put("valueString", request);
        list.addObject().put("name", "status").put("valueCode", status);
        if (versions != null) {
            list.addObject().put("name", "versions").put("valueInteger", versions);
        }
        return Answer.document(200, parameters);
    }
}
