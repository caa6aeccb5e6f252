package org.yunzhen.hospital.fhir;

import io.smallrye.mutiny.Uni;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.yunzhen.hospital.access.Access;
import org.yunzhen.hospital.access.AccessTable;
import org.yunzhen.hospital.access.Action;
import org.yunzhen.hospital.access.Grant;
import org.yunzhen.hospital.access.Reach;
import org.yunzhen.hospital.access.Role;
import org.yunzhen.hospital.access.TracedReads;
import org.yunzhen.hospital.store.Ids;
import org.yunzhen.hospital.store.Reader;
import org.yunzhen.hospital.store.Seen;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.definition.Definitions;
import org.yunzhen.mappings.json.FhirJson;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/**
 * {@code read}: the stored bytes of the current version (R4 section 3.1.0.1). Document and the
 * caller's relation to its patients come in one statement.
 */
@ApplicationScoped
class ReadInteraction implements Interaction {
    private static final int OK = 200;

    private final Access access;
    private final TracedReads traced;
    private final Reader reader;
    private final Living living;
    private final Projections projections;
    private final Subsets subsets;

    ReadInteraction(
            Access access,
            TracedReads traced,
            Reader reader,
            Living living,
            Projections projections,
            Subsets subsets) {
        this.access = access;
        this.traced = traced;
        this.reader = reader;
        this.living = living;
        this.projections = projections;
        this.subsets = subsets;
    }

    @Override
    public Call.Kind kind() {
        return Call.Kind.READ;
    }

    @Override
    public Uni<Answer> run(Call call, Tx tx) {
        Optional<Grant> grant = AccessTable.grant(call.caller().role(), call.type(), Action.READ);
        return grant.isPresent() && !tx.isOpen() && isPlain(call)
                ? traced(call, tx, grant.get())
                : projections.readOr(call, tx, () -> stored(call, tx));
    }

    private Uni<Answer> stored(Call call, Tx tx) {
        return visible(call, tx)
                .map(stored -> answer(call, stored))
                .chain(answer -> living.has(call.type()) ? living(tx, answer) : item(answer))
                .chain(answer -> subsets.of(call, answer));
    }

    /** Whether the answer follows from what is stored alone. */
    private boolean isPlain(Call call) {
        return call.query().isEmpty()
                && call.conditions().ifNoneMatch() == null
                && call.conditions().ifModifiedSince() == null
                && !living.has(call.type())
                && !projections.serve(call.type());
    }

    /** The answer, by one statement with the row of the trail. */
    private Uni<Answer> traced(Call call, Tx tx, Grant grant) {
        call.trace().allowedBy(grant);
        return traced.read(grant.reach(), Commands.entry(call, OK, null))
                .map(read -> answer(call, grant, read))
                .onFailure(PgException.class)
                .recoverWithUni(() -> stored(call, tx));
    }

    private Answer answer(Call call, Grant grant, TracedReads.Traced read) {
        call.trace().left(read.row());
        return answer(call, decided(call, grant, read.seen()));
    }

    private Uni<Answer> living(Tx tx, Answer answer) {
        return living.now(tx, answer.stored())
                .map(bytes -> new Answer(200, answer.stored(), bytes, false, false));
    }

    private static Uni<Answer> item(Answer answer) {
        return Uni.createFrom().item(answer);
    }

    /** The resource the call names, if the caller may see it; deleted ones included. */
    Uni<Stored> visible(Call call, Tx tx) {
        Role role = call.caller().role();
        boolean byContext =
                call.type().equals(RawBinary.TYPE)
                        && AccessTable.grant(role, RawBinary.TYPE, Action.READ).isEmpty();
        return byContext ? byContext(call, tx) : byTable(call, tx);
    }

    /**
     * A Binary is seen by who sees what its {@code securityContext} names (R4 section 2.45.4);
     * without one, by nobody whom the table does not let.
     */
    private Uni<Stored> byContext(Call call, Tx tx) {
        return reader.read(tx, call.type(), call.id())
                .chain(
                        seen ->
                                look(call, seen)
                                        .map(look -> through(call, look, tx, seen.stored()))
                                        .orElseThrow(() -> access.denial(call.caller())));
    }

    /** The look at what a Binary names; empty when it names nothing that could be looked at. */
    private static Optional<Call> look(Call call, Seen binary) {
        if (binary == null) {
            return Optional.empty();
        }
        byte[] document = binary.stored().body().getBytes();
        String context = FhirJson.property(document, "securityContext").path("reference").asText();
        int slash = context.indexOf('/');
        String type = slash < 0 ? "" : context.substring(0, slash);
        String id = context.substring(slash + 1);
        boolean askable =
                Definitions.r4().isResourceType(type)
                        && !type.equals(RawBinary.TYPE)
                        && Ids.isValid(id);
        return askable ? Optional.of(call.looking(type, id)) : Optional.empty();
    }

    private Uni<Stored> through(Call call, Call look, Tx tx, Stored binary) {
        return Uni.createFrom()
                .deferred(() -> byTable(look, tx))
                .map(MetaOperation::living)
                .onFailure(RefusedException.class)
                .transform(hidden -> access.denial(call.caller()))
                .invoke(
                        named -> {
                            call.trace().allowedBy(look.trace().rule());
                            call.trace().through(look.trace().relation());
                            call.trace().touched(binary);
                            call.trace().sawPatients(named.patients());
                        })
                .replaceWith(binary);
    }

    private Uni<Stored> byTable(Call call, Tx tx) {
        Grant grant = access.require(call.caller(), call.type(), Action.READ);
        call.trace().allowedBy(grant);
        boolean asksRelation = grant.reach() == Reach.OWN || grant.reach() == Reach.RELATION;
        Uni<Seen> found =
                asksRelation
                        ? reader.read(tx, call.type(), call.id(), call.caller().actors())
                        : reader.read(tx, call.type(), call.id());
        return found.map(seen -> decided(call, grant, seen));
    }

    private Stored decided(Call call, Grant grant, Seen seen) {
        boolean hidesExistence = grant.reach() != Reach.PUBLIC && grant.reach() != Reach.TENANT;
        if (seen == null) {
            throw hidesExistence
                    ? access.denial(call.caller())
                    : new RefusedException(Refusal.NOT_FOUND, call.type(), call.id());
        }
        Stored stored = seen.stored();
        String relation =
                Access.withoutAsking(
                                call.caller(), grant.reach(), stored.patients(), stored.parties())
                        .orElse(seen.relation());
        if (relation == null) {
            throw access.denial(call.caller());
        }
        call.trace().through(relation);
        call.trace().touched(stored);
        return stored;
    }

    private static Answer answer(Call call, Stored stored) {
        if (stored.deleted()) {
            throw new RefusedException(Refusal.GONE, stored.type(), stored.id());
        }
        return Freshness.isKnown(call.conditions(), stored)
                ? Answer.notModified(stored)
                : Answer.of(stored);
    }
}
