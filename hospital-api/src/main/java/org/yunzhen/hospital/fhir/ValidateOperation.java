package org.yunzhen.hospital.fhir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.yunzhen.hospital.access.Role;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.code.Language;
import org.yunzhen.mappings.refusal.Issue;
import org.yunzhen.mappings.refusal.Outcome;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;
import org.yunzhen.mappings.refusal.Severity;

/**
 * {@code $validate} (R4 operation Resource-validate): whether a resource, given or stored, has the
 * form of R4, conforms to profiles, and could be created, updated or deleted as {@code mode} says.
 * Whatever is found, the answer is 200 with an OperationOutcome. What has not the form is not
 * judged further. A profile that was asked for and is not known is an error: nothing was judged by
 * it.
 */
@ApplicationScoped
class ValidateOperation implements Operation {
    private static final String RESOURCE = "resource";

    private final ReadInteraction read;
    private final Shape shape;
    private final LargeBodies largeBodies;
    private final Profiles profiles;
    private final Rehearsal rehearsal;

    /**
     * What else than its content is asked of a resource (R4 value set resource-validation-mode).
     */
    private enum Mode {
        NONE,
        CREATE,
        UPDATE,
        DELETE,
        PROFILE
    }

    ValidateOperation(
            ReadInteraction read,
            Shape shape,
            LargeBodies largeBodies,
            Profiles profiles,
            Rehearsal rehearsal) {
        this.read = read;
        this.shape = shape;
        this.largeBodies = largeBodies;
        this.profiles = profiles;
        this.rehearsal = rehearsal;
    }

    @Override
    public String type() {
        return ANY_TYPE;
    }

    @Override
    public String name() {
        return "validate";
    }

    @Override
    public Level level() {
        return Level.TYPE_OR_INSTANCE;
    }

    @Override
    public Set<Role> callers() {
        return EnumSet.complementOf(EnumSet.of(Role.ANONYMOUS));
    }

    @Override
    public boolean changes() {
        return false;
    }

    @Override
    public String description() {
        return "Whether a resource has the form of R4, conforms to profiles (those it declares, and"
                + " the one that is named), and could be written. What does not have the form is not"
                + " judged by profiles.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.optional(
                        RESOURCE, ANY_TYPE, "The resource; without it the stored one of the id."),
                Parameter.optional(
                        "mode",
                        "code",
                        "create, update or delete: whether the caller could do so; profile: the"
                                + " stored one by the profile alone."),
                Parameter.optional("profile", "uri", "Canonical address of a profile."),
                Parameter.result("OperationOutcome", "What was found."));
    }

    @Override
    public Uni<Answer> run(Call call, Tx tx) {
        if (tx.isOpen()) {
            throw new RefusedException(Refusal.NOT_SUPPORTED, "$validate / transaction");
        }
        Inputs inputs = Inputs.of(call);
        Mode mode = mode(inputs);
        Optional<String> profile = inputs.text("profile");
        boolean needsId = mode == Mode.UPDATE || mode == Mode.DELETE || mode == Mode.PROFILE;
        if (needsId && call.id() == null) {
            throw Inputs.invalid("mode");
        }
        if (mode == Mode.PROFILE && profile.isEmpty()) {
            throw Inputs.missing("profile");
        }
        if (mode == Mode.DELETE) {
            return rehearsal.delete(call).map(issues -> answer(call, issues));
        }
        return resource(call, tx, inputs, mode)
                .chain(resource -> issues(call, resource, mode, profile))
                .map(issues -> answer(call, issues));
    }

    private static Mode mode(Inputs inputs) {
        return switch (inputs.text("mode").orElse("")) {
            case "" -> Mode.NONE;
            case "create" -> Mode.CREATE;
            case "update" -> Mode.UPDATE;
            case "delete" -> Mode.DELETE;
            case "profile" -> Mode.PROFILE;
            default -> throw Inputs.invalid("mode");
        };
    }

    private Uni<ObjectNode> resource(Call call, Tx tx, Inputs inputs, Mode mode) {
        List<JsonNode> given = inputs.named(RESOURCE);
        if (!given.isEmpty() && mode == Mode.PROFILE) {
            throw Inputs.invalid(RESOURCE);
        }
        if (!given.isEmpty()) {
            ObjectNode resource = (ObjectNode) given.get(0).path(RESOURCE);
            if (!call.type().equals(resource.path("resourceType").textValue())) {
                throw new RefusedException(Refusal.TYPE_MISMATCH, call.type());
            }
            return Uni.createFrom().item(resource);
        }
        if (call.id() == null) {
            throw Inputs.missing(RESOURCE);
        }
        return read.visible(call, tx).map(MetaOperation::living).map(Stored::document);
    }

    private Uni<List<Issue>> issues(
            Call call, ObjectNode resource, Mode mode, Optional<String> profile) {
        return largeBodies
                .workOn(resource, () -> shape.faults(resource))
                .chain(
                        faults ->
                                faults.isEmpty()
                                        ? judged(call, resource, mode, profile)
                                        : Uni.createFrom().item(faults));
    }

    private Uni<List<Issue>> judged(
            Call call, ObjectNode resource, Mode mode, Optional<String> profile) {
        Set<String> by = ProfileClaims.claimed(resource);
        by.add(ProfileClaims.BASE + call.type());
        profile.ifPresent(by::add);
        return profiles.judge(call.tenant(), resource, by)
                .map(judged -> demanded(judged, profile))
                .chain(
                        judged ->
                                switch (mode) {
                                    case CREATE -> joined(judged, rehearsal.create(call, resource));
                                    case UPDATE -> joined(judged, rehearsal.update(call, resource));
                                    default -> Uni.createFrom().item(judged);
                                });
    }

    /** The issues, with that of the profile that was asked for as an error when it is unknown. */
    private static List<Issue> demanded(List<Issue> judged, Optional<String> profile) {
        return judged.stream()
                .map(
                        issue ->
                                issue.refusal() == Refusal.PROFILE_UNKNOWN
                                                && profile.filter(issue.arguments()::contains)
                                                        .isPresent()
                                        ? issue.withSeverity(Severity.ERROR)
                                        : issue)
                .toList();
    }

    private static Uni<List<Issue>> joined(List<Issue> judged, Uni<List<Issue>> rehearsed) {
        return rehearsed.map(
                found -> {
                    List<Issue> all = new ArrayList<>(judged);
                    all.addAll(found);
                    return all;
                });
    }

    private static Answer answer(Call call, List<Issue> issues) {
        ObjectNode outcome = Outcome.of(issues, call.language());
        if (issues.isEmpty()) {
            ObjectNode fine = outcome.withArrayProperty("issue").addObject();
            fine.put("severity", "information").put("code", "informational");
            fine.putObject("details")
                    .put("text", call.language() == Language.ZH ? "没有发现问题" : "Nothing was found");
        }
        return Answer.document(200, outcome);
    }
}
