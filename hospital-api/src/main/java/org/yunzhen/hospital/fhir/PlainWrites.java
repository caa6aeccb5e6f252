package org.yunzhen.hospital.fhir;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.yunzhen.hospital.access.Access;
import org.yunzhen.hospital.access.Action;
import org.yunzhen.hospital.access.Grant;
import org.yunzhen.hospital.access.Reach;
import org.yunzhen.hospital.store.Indexer;
import org.yunzhen.hospital.store.Stamp;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/**
 * What holds for every plain write, alone or in a bundle: shape, caller, existence, status. What a
 * workflow owns is moved by its operations only.
 */
@ApplicationScoped
class PlainWrites {
    private final Access access;
    private final Indexer indexer;
    private final Shape shape;
    private final List<PlainWriteRule> rules;

    PlainWrites(Access access, Indexer indexer, Shape shape, @All List<PlainWriteRule> rules) {
        this.access = access;
        this.indexer = indexer;
        this.shape = shape;
        this.rules = rules;
    }

    /** Whether the call may create this document. */
    Uni<Void> mayCreate(Call call, Tx tx, ObjectNode document) {
        shape.check(document);
        Grant grant = access.require(call.caller(), call.type(), Action.CREATE);
        call.trace().allowedBy(grant);
        refuseMark(document);
        return reaches(call, tx, grant, document).chain(() -> allowed(call, tx, document));
    }

    /** Whether the call may replace the current version by this document. */
    Uni<Void> mayUpdate(Call call, Tx tx, Stored current, ObjectNode document) {
        shape.check(document);
        Grant grant = mayTouch(call, Action.UPDATE, current);
        refuseMark(document);
        return access.relation(tx, call.caller(), grant, current)
                .chain(() -> reaches(call, tx, grant, document))
                .chain(() -> allowed(call, tx, document));
    }

    /** Whether the call may delete the current version. */
    Uni<Void> mayDelete(Call call, Tx tx, Stored current) {
        Grant grant = mayTouch(call, Action.DELETE, current);
        return access.relation(tx, call.caller(), grant, current)
                .invoke(call.trace()::through)
                .replaceWithVoid();
    }

    /** Tells the rules of the type that the document was written. */
    Uni<Void> written(Call call, Tx tx, Stored stored) {
        Uni<Void> all = Uni.createFrom().voidItem();
        for (PlainWriteRule rule : rules) {
            if (rule.appliesTo(stored.type())) {
                all = all.chain(() -> rule.written(call, tx, stored));
            }
        }
        return all;
    }

    private Uni<Void> allowed(Call call, Tx tx, ObjectNode document) {
        Uni<Void> all = Uni.createFrom().voidItem();
        for (PlainWriteRule rule : rules) {
            if (rule.appliesTo(call.type())) {
                all = all.chain(() -> rule.check(call, tx, document));
            }
        }
        return all;
    }

    private Grant mayTouch(Call call, Action action, Stored current) {
        Grant grant = access.require(call.caller(), call.type(), action);
        call.trace().allowedBy(grant);
        if (current.workflow() != null) {
            throw new RefusedException(Refusal.USE_OPERATION, current.type());
        }
        return grant;
    }

    private Uni<Void> reaches(Call call, Tx tx, Grant grant, ObjectNode document) {
        List<String> patients = indexer.patients(document);
        if (grant.reach() == Reach.TENANT || grant.reach() == Reach.PUBLIC) {
            call.trace().through(grant.reach().name());
            return Uni.createFrom().voidItem();
        }
        if (patients.size() != 1) {
            return Uni.createFrom().failure(access.denial(call.caller()));
        }
        return access.relation(tx, call.caller(), grant.reach(), patients, List.of())
                .invoke(call.trace()::through)
                .replaceWithVoid();
    }

    private static void refuseMark(ObjectNode document) {
        if (Stamp.marked(document)) {
            throw new RefusedException(Refusal.PROTECTED_TAG)
                    .at(document.path("resourceType").textValue() + ".meta.tag");
        }
    }
}
