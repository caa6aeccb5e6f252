package org.yunzhen.hospital.fhir;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.util.List;
import java.util.function.Supplier;
import org.yunzhen.hospital.access.TrailEntry;
import org.yunzhen.hospital.store.InTurn;
import org.yunzhen.hospital.store.NewDocument;
import org.yunzhen.hospital.store.NewDocuments;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.refusal.RefusedException;

/**
 * Serves the entries of a transaction, whose conditions and references are settled, in the order
 * given; new resources that nothing else waits for are written in one statement.
 */
@ApplicationScoped
class TransactionEntries {
    private final Instance<Interactions> interactions;
    private final PlainWrites writes;
    private final CreateInteraction creates;
    private final NewDocuments documents;

    TransactionEntries(
            Instance<Interactions> interactions,
            PlainWrites writes,
            CreateInteraction creates,
            NewDocuments documents) {
        this.interactions = interactions;
        this.writes = writes;
        this.creates = creates;
        this.documents = documents;
    }

    /** What became of each entry, and its row of the trail, by position. */
    record Served(ObjectNode[] answers, TrailEntry[] rows) {
        Served(int entries) {
            this(new ObjectNode[entries], new TrailEntry[entries]);
        }

        private void keep(Call bundle, BundleEntry entry, Answer answer) {
            Call call = entry.call();
            answers[entry.position()] = BundleEntries.answer(bundle, call, answer);
            rows[entry.position()] = Commands.entry(call, answer.status(), null);
        }
    }

    /** A refusal of one says which it is of, and ends all. */
    Uni<Void> serve(Call bundle, Tx tx, List<BundleEntry> ordered, Served served) {
        return InTurn.each(
                Stretches.of(ordered, this::standsAlone),
                stretch ->
                        stretch.size() == 1
                                ? one(bundle, tx, stretch.get(0), served)
                                : together(bundle, tx, stretch, served));
    }

    /** Whether it needs nothing of the entries before it: a new resource that no room watches. */
    private boolean standsAlone(BundleEntry entry) {
        return entry.call().kind() == Call.Kind.CREATE
                && entry.condition() == null
                && !writes.hasRules(entry.call().type());
    }

    private Uni<Void> one(Call bundle, Tx tx, BundleEntry entry, Served served) {
        Call call = entry.call();
        return inEntry(entry, () -> interactions.get().ofTransaction(call).run(call, tx))
                .invoke(answer -> BundleConditions.refuseUnlessAsSettled(entry, answer))
                .invoke(answer -> served.keep(bundle, entry, answer))
                .replaceWithVoid();
    }

    private Uni<Void> together(Call bundle, Tx tx, List<BundleEntry> stretch, Served served) {
        return Uni.join()
                .all(stretch.stream().map(entry -> allowed(tx, entry)).toList())
                .andFailFast()
                .chain(allowed -> documents.create(tx, allowed, PlainWrites.writer(bundle)))
                .invoke(stored -> keep(bundle, stretch, stored, served))
                .replaceWithVoid();
    }

    private Uni<NewDocument> allowed(Tx tx, BundleEntry entry) {
        return inEntry(entry, () -> creates.allowed(entry.call(), tx));
    }

    private static void keep(
            Call bundle, List<BundleEntry> stretch, List<Stored> stored, Served served) {
        for (int i = 0; i < stretch.size(); i++) {
            BundleEntry entry = stretch.get(i);
            entry.call().trace().touched(stored.get(i));
            served.keep(bundle, entry, Answer.created(stored.get(i)));
        }
    }

    private static <T> Uni<T> inEntry(BundleEntry entry, Supplier<Uni<? extends T>> work) {
        return Uni.createFrom()
                .<T>deferred(work)
                .onFailure(RefusedException.class)
                .transform(failure -> ((RefusedException) failure).inEntry(entry.position()));
    }
}
