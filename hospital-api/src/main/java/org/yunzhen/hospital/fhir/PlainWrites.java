package org.yunzhen.hospital.fhir;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.util.List;
import java.util.function.Function;
import org.yunzhen.hospital.access.Access;
import org.yunzhen.hospital.access.Action;
import org.yunzhen.hospital.access.Grant;
import org.yunzhen.hospital.access.Reach;
import org.yunzhen.hospital.access.Role;
import org.yunzhen.hospital.store.Indexer;
import org.yunzhen.hospital.store.LocalReferences;
import org.yunzhen.hospital.store.Stamp;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.index.IndexEntries;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/**
 * What holds for every plain write, alone or in a bundle: shape, caller, existence, status. What a
 * workflow owns is moved by its operations only. Answers what was read from the document on the
 * way, so that it is read once.
 */
@ApplicationScoped
class PlainWrites {
    private final Access access;
    private final Indexer indexer;
    private final Shape shape;
    private final List<PlainWriteRule> rules;
    private final List<ReplacementRule> replacements;
    private final LocalReferences references;
    private final OwnReferences own;
    private final LargeBodies largeBodies;
    private final Instance<Operations> operations;

    PlainWrites(
            Access access,
            Indexer indexer,
            Shape shape,
            @All List<PlainWriteRule> rules,
            @All List<ReplacementRule> replacements,
            LocalReferences references,
            OwnReferences own,
            LargeBodies largeBodies,
            Instance<Operations> operations) {
        this.access = access;
        this.indexer = indexer;
        this.shape = shape;
        this.rules = rules;
        this.replacements = replacements;
        this.references = references;
        this.own = own;
        this.largeBodies = largeBodies;
        this.operations = operations;
    }

    /** What stays beside a version that the call writes. */
    static String writer(Call call) {
        return call.caller().role().code();
    }

    /** Whether the call may create this document. */
    Uni<IndexEntries> mayCreate(Call call, Tx tx, ObjectNode document) {
        return indexed(call, document)
                .chain(
                        entries -> {
                            Grant grant = mayCreateAny(call);
                            if (call.caller().role() == Role.PATIENT) {
                                PatientWrites.checkCreate(
                                        call.caller(), own.shortened(call.tenant(), document));
                            }
                            return allowed(call, tx, grant, document, entries);
                        })
                .call(() -> agreed(call, tx, document));
    }

    /** Whether the call may replace the current version by this document. */
    Uni<IndexEntries> mayUpdate(Call call, Tx tx, Stored current, ObjectNode document) {
        return indexed(call, document)
                .chain(
                        entries ->
                                current.workflow() == null
                                        ? mayReplace(call, tx, current, document, entries)
                                        : refuseOwned(call, tx, current)
                                                .replaceWith((IndexEntries) null));
    }

    private Uni<IndexEntries> mayReplace(
            Call call, Tx tx, Stored current, ObjectNode document, IndexEntries entries) {
        Grant grant = granted(call, Action.UPDATE);
        return access.relation(tx, call.caller(), grant, current)
                .invoke(() -> PatientWrites.checkUpdate(call.caller(), current, document))
                .chain(() -> allowed(call, tx, grant, document, entries))
                .call(() -> agreed(call, tx, document));
    }

    /** What the index will keep of a document that has its form. */
    private Uni<IndexEntries> indexed(Call call, ObjectNode document) {
        return largeBodies.workOn(
                document,
                () -> {
                    shape.check(document);
                    return indexer.entries(call.tenant(), document);
                });
    }

    /** Whether the call may change the current version at all, whatever is to become of it. */
    Uni<Void> mayChange(Call call, Tx tx, Stored current) {
        if (current.workflow() != null) {
            return refuseOwned(call, tx, current);
        }
        return access.relation(tx, call.caller(), granted(call, Action.UPDATE), current)
                .replaceWithVoid();
    }

    /** Whether the call may delete the current version. */
    Uni<Void> mayDelete(Call call, Tx tx, Stored current) {
        if (current.workflow() != null) {
            return refuseOwned(call, tx, current);
        }
        Grant grant = granted(call, Action.DELETE);
        return access.relation(tx, call.caller(), grant, current)
                .invoke(call.trace()::through)
                .replaceWithVoid();
    }

    /** Whether a room has anything to say about writes of a type. */
    boolean hasRules(String type) {
        return rules.stream().anyMatch(rule -> rule.appliesTo(type));
    }

    /** Tells the rules of the type that the document was written. */
    Uni<Void> written(Call call, Tx tx, Stored stored) {
        return told(stored, rule -> rule.written(call, tx, stored));
    }

    /** Tells the rules of the type that the document took the place of another version. */
    Uni<Void> replaced(Call call, Tx tx, Stored before, Stored stored, ObjectNode document) {
        Uni<Void> all = written(call, tx, stored);
        for (ReplacementRule rule : replacements) {
            if (rule.appliesTo(stored.type())) {
                all = all.chain(() -> rule.replaced(tx, before, document));
            }
        }
        return all;
    }

    /** Tells the rules of the type that the document was deleted. */
    Uni<Void> deleted(Call call, Tx tx, Stored stored) {
        return told(stored, rule -> rule.deleted(call, tx, stored));
    }

    private Uni<Void> told(Stored stored, Function<PlainWriteRule, Uni<Void>> of) {
        Uni<Void> all = Uni.createFrom().voidItem();
        for (PlainWriteRule rule : rules) {
            if (rule.appliesTo(stored.type())) {
                all = all.chain(() -> of.apply(rule));
            }
        }
        return all;
    }

    /** What the rooms say to a write that the door allows. */
    private Uni<Void> agreed(Call call, Tx tx, ObjectNode document) {
        Uni<Void> all = Uni.createFrom().voidItem();
        for (PlainWriteRule rule : rules) {
            if (rule.appliesTo(call.type())) {
                all = all.chain(() -> rule.check(call, tx, document));
            }
        }
        return all;
    }

    /** Where the caller chose no id, nothing that is stored can show in the answer. */
    private Grant mayCreateAny(Call call) {
        if (call.id() != null) {
            return granted(call, Action.CREATE);
        }
        Grant grant = access.requireOfRole(call.caller(), call.type(), Action.CREATE);
        call.trace().allowedBy(grant);
        return grant;
    }

    private Grant granted(Call call, Action action) {
        Grant grant = access.require(call.caller(), call.type(), action);
        call.trace().allowedBy(grant);
        return grant;
    }

    /** Whoever may see it is told to use its operation; to others it is hidden. */
    private Uni<Void> refuseOwned(Call call, Tx tx, Stored current) {
        Grant grant = granted(call, Action.READ);
        return access.relation(tx, call.caller(), grant, current)
                .invoke(call.trace()::through)
                .invoke(() -> call.trace().touched(current))
                .chain(() -> Uni.createFrom().failure(useOperation(call, current)));
    }

    /** Where no operation of the type does it, that of another of its workflow does. */
    private RefusedException useOperation(Call call, Stored current) {
        List<String> moving = operations.get().moving(current.type(), call.caller().role());
        return new RefusedException(
                Refusal.USE_OPERATION,
                moving.isEmpty()
                        ? "OperationDefinition (%s)".formatted(current.workflow())
                        : String.join(", ", moving));
    }

    private Uni<IndexEntries> allowed(
            Call call, Tx tx, Grant grant, ObjectNode document, IndexEntries entries) {
        tx.carried(ProfileClaims.class).ifPresent(claims -> claims.check(call, document));
        return reaches(call, tx, grant, Indexer.patients(document, entries))
                .invoke(call.trace()::through)
                .invoke(() -> refuseMark(document))
                .chain(() -> references.check(tx, document, entries.references()))
                .replaceWith(entries);
    }

    private Uni<String> reaches(Call call, Tx tx, Grant grant, List<String> patients) {
        List<String> others = patients;
        if (call.caller().role() == Role.PATIENT && patients.size() > 1) {
            // a guardian speaks in the record of the child; all others in it must be theirs too
            others = patients.stream().filter(p -> !p.equals(call.caller().actorId())).toList();
        }
        boolean everywhere = grant.reach() == Reach.TENANT || grant.reach() == Reach.PUBLIC;
        if (!everywhere && others.size() != 1) {
            return Uni.createFrom().failure(access.denial(call.caller()));
        }
        return access.relation(tx, call.caller(), grant.reach(), others, List.of());
    }

    private static void refuseMark(ObjectNode document) {
        if (Stamp.marked(document)) {
            throw new RefusedException(Refusal.PROTECTED_TAG)
                    .at(document.path("resourceType").textValue() + ".meta.tag");
        }
    }
}
