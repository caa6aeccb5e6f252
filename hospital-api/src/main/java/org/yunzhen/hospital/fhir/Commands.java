package org.yunzhen.hospital.fhir;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.function.Supplier;
import org.yunzhen.hospital.access.Trail;
import org.yunzhen.hospital.access.TrailEntry;
import org.yunzhen.hospital.store.Transactions;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/**
 * Runs calls: a write in one transaction with its idempotency key and its row of the trail, a read
 * beside its row. No answer leaves before its row is durable.
 */
@ApplicationScoped
class Commands {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

    /** How often a command is run again because what it writes was not judged by its profiles. */
    private static final int JUDGED_MAX = 3;

    private final Transactions transactions;
    private final Idempotency idempotency;
    private final Trail trail;
    private final Profiles profiles;

    Commands(Transactions transactions, Idempotency idempotency, Trail trail, Profiles profiles) {
        this.transactions = transactions;
        this.idempotency = idempotency;
        this.trail = trail;
        this.profiles = profiles;
    }

    /** Serves a call that changes something. */
    Uni<Answer> change(Call call, Interaction interaction) {
        return change(call, interaction, new ProfileClaims(), JUDGED_MAX);
    }

    /** Again, with what was judged of profiles, when there is anything to judge. */
    private Uni<Answer> change(
            Call call, Interaction interaction, ProfileClaims claims, int judgedMax) {
        return transactions
                .run(
                        call.tenant(),
                        tx -> once(call, interaction, tx, claims),
                        answer -> tx -> lastStatements(call, answer, tx))
                .onFailure(ProfileClaims.UnjudgedException.class)
                .recoverWithUni(() -> judged(call, interaction, claims, judgedMax));
    }

    private Uni<Answer> judged(
            Call call, Interaction interaction, ProfileClaims claims, int judgedMax) {
        if (judgedMax == 0) {
            // others change the resource faster than it is judged
            return Uni.createFrom().failure(new RefusedException(Refusal.CONFLICT));
        }
        return claims.judge(profiles, call.tenant())
                .chain(() -> change(call, interaction, claims, judgedMax - 1));
    }

    /**
     * Serves a call that goes outside: the key is claimed in a transaction before it, the answer
     * kept and the row of the trail written in one after it; between them none is open.
     */
    Uni<Answer> outside(Call call, Supplier<Uni<Answer>> operation) {
        return transactions
                .run(call.tenant(), tx -> idempotency.claim(tx, call))
                .chain(
                        claim ->
                                claim.running()
                                        ? later(call, operation)
                                        : now(call, claim, operation));
    }

    /** A repeat while the first call runs waits for its end. */
    private Uni<Answer> later(Call call, Supplier<Uni<Answer>> operation) {
        return Uni.createFrom()
                .voidItem()
                .onItem()
                .delayIt()
                .by(LOOK_AGAIN)
                .chain(() -> outside(call, operation));
    }

    private Uni<Answer> now(Call call, Idempotency.Claim claim, Supplier<Uni<Answer>> operation) {
        return claim.first()
                .map(answer -> repeated(call, answer))
                .orElseGet(() -> run(call, claim, operation))
                .call(
                        answer ->
                                transactions.run(
                                        call.tenant(),
                                        tx ->
                                                idempotency
                                                        .keepOutside(tx, call, answer)
                                                        .chain(() -> told(call, answer, tx))));
    }

    private Uni<Answer> run(Call call, Idempotency.Claim claim, Supplier<Uni<Answer>> operation) {
        return Uni.createFrom()
                .deferred(operation::get)
                .onFailure()
                .recoverWithUni(failure -> released(call, claim, failure));
    }

    private Uni<Answer> released(Call call, Idempotency.Claim claim, Throwable failure) {
        return transactions
                .run(call.tenant(), tx -> idempotency.release(tx, call, claim))
                .onFailure()
                .recoverWithNull()
                .chain(() -> Uni.createFrom().failure(failure));
    }

    /** Serves a call that only reads. */
    Uni<Answer> read(Call call, Interaction interaction) {
        return interaction
                .run(call, transactions.reading(call.tenant()))
                .call(answer -> leave(call, entry(call, answer.status(), null)));
    }

    /** A read may have left its row when it read. */
    private Uni<Void> leave(Call call, TrailEntry row) {
        return call.trace().hasLeft(row) ? Uni.createFrom().voidItem() : trail.write(row);
    }

    /** Leaves a row for a call whose parts were commands of their own. */
    Uni<Void> served(Call call, Answer answer) {
        return trail.write(entry(call, answer.status(), null));
    }

    /** Leaves a row for a call that was refused. */
    Uni<Void> refused(Call call, RefusedException refused) {
        return leave(call, entry(call, refused.status(), refused.refusal().code()));
    }

    private Uni<Answer> once(Call call, Interaction interaction, Tx tx, ProfileClaims claims) {
        claims.begin();
        tx.carry(claims);
        return idempotency
                .take(tx, call)
                .chain(
                        first ->
                                first.map(answer -> repeated(call, answer))
                                        .orElseGet(() -> interaction.run(call, tx)))
                .invoke(claims::settle);
    }

    /** A kept answer is a look at a record like any other. */
    private static Uni<Answer> repeated(Call call, Answer answer) {
        if (answer.stored() != null) {
            call.trace().touched(answer.stored());
        }
        if (call.trace().rule().equals(Trace.NO_RULE)) {
            call.trace().allowedBy("own-idempotency-key");
        }
        return Uni.createFrom().item(answer);
    }

    private Uni<Void> lastStatements(Call call, Answer answer, Tx tx) {
        return Uni.join()
                .all(idempotency.keep(tx, call, answer), told(call, answer, tx))
                .andFailFast()
                .replaceWithVoid();
    }

    private Uni<Void> told(Call call, Answer answer, Tx tx) {
        return trail.write(tx, entry(call, answer.status(), null));
    }

    /** The row of the trail that tells of a call. */
    static TrailEntry entry(Call call, int status, String refusal) {
        Trace trace = call.trace();
        return new TrailEntry(
                call.tenant(),
                OffsetDateTime.ofInstant(Instant.now(), ZoneOffset.UTC),
                call.site().requestId(),
                call.caller().actor(),
                call.caller().role().code(),
                trace.relation(),
                trace.rule(),
                null,
                action(call),
                trace.type() == null ? call.type() : trace.type(),
                trace.id() == null ? call.id() : trace.id(),
                trace.version(),
                trace.patients(),
                status,
                refusal,
                trace.query());
    }

    private static String action(Call call) {
        return call.operation() == null
                ? call.kind().name().toLowerCase(Locale.ROOT)
                : "$" + call.operation();
    }
}
