package org.yunzhen.hospital.fhir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.yunzhen.hospital.access.Trail;
import org.yunzhen.hospital.fhir.TransactionEntries.Served;
import org.yunzhen.hospital.store.InTurn;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.json.FhirJson;
import org.yunzhen.mappings.refusal.Outcome;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/**
 * {@code transaction} and {@code batch} (R4 section 3.1.0.11). A transaction is one transaction of
 * the database, always: all entries or none, in the order DELETE, POST, PUT, GET. Each entry of a
 * batch is a command of its own.
 */
@ApplicationScoped
class BundleInteraction implements Interaction {
    private final Instance<Interactions> interactions;
    private final Instance<Commands> commands;
    private final BundleEntries entries;
    private final BundleConditions conditions;
    private final BundleReferences references;
    private final ConditionalReferences conditional;
    private final TransactionEntries transaction;
    private final Trail trail;

    BundleInteraction(
            Instance<Interactions> interactions,
            Instance<Commands> commands,
            BundleEntries entries,
            BundleConditions conditions,
            BundleReferences references,
            ConditionalReferences conditional,
            TransactionEntries transaction,
            Trail trail) {
        this.interactions = interactions;
        this.commands = commands;
        this.entries = entries;
        this.conditions = conditions;
        this.references = references;
        this.conditional = conditional;
        this.transaction = transaction;
        this.trail = trail;
    }

    @Override
    public Call.Kind kind() {
        return Call.Kind.BUNDLE;
    }

    /** Serves a transaction within the command's own. */
    @Override
    public Uni<Answer> run(Call call, Tx tx) {
        call.trace().allowedBy("bundle");
        List<BundleEntry> read = entries.inProcessingOrder(entries.ofTransaction(call));
        List<BundleEntry> deletes = read.stream().filter(BundleInteraction::deletes).toList();
        List<BundleEntry> others = read.stream().filter(entry -> !deletes(entry)).toList();
        Served served = new Served(read.size());
        return conditions
                .settled(List.of(), deletes, tx)
                .call(named -> transaction.serve(call, tx, named, served))
                .chain(deleted -> conditions.settled(deleted, others, tx))
                .invoke(settled -> tx.announce(BundleEntries.written(settled)))
                .chain(settled -> linked(call, tx, settled, served))
                .chain(() -> trail.write(tx, Arrays.asList(served.rows())))
                .map(nothing -> response("transaction-response", served.answers()));
    }

    /** All but deletes: what is only read comes last, when all that is written is there. */
    private Uni<Void> linked(Call bundle, Tx tx, List<BundleEntry> settled, Served served) {
        List<BundleEntry> writing = settled.stream().filter(BundleEntry::isWrite).toList();
        List<BundleEntry> reads = settled.stream().filter(entry -> !entry.isWrite()).toList();
        return references
                .link(settled, tx)
                .chain(
                        named ->
                                conditional.write(
                                        bundle,
                                        tx,
                                        new Waiting(writing, named),
                                        ready -> transaction.serve(bundle, tx, ready, served)))
                .chain(() -> transaction.serve(bundle, tx, reads, served));
    }

    private static boolean deletes(BundleEntry entry) {
        return entry.call().kind() == Call.Kind.DELETE;
    }

    /** Serves a batch: entry after entry, each with its own transaction. */
    Uni<Answer> batch(Call call) {
        call.trace().allowedBy("bundle");
        List<BundleEntry> read = entries.ofBatch(call);
        ObjectNode[] answers = new ObjectNode[read.size()];
        return InTurn.each(
                        read,
                        entry -> alone(call, entry).invoke(a -> answers[entry.position()] = a))
                .map(nothing -> response("batch-response", answers));
    }

    private Uni<ObjectNode> alone(Call bundle, BundleEntry entry) {
        if (entry.refused() != null) {
            return Uni.createFrom().item(refusal(bundle, entry.refused()));
        }
        Call call = entry.call();
        return Uni.createFrom()
                .deferred(() -> interactions.get().serve(call))
                .map(answer -> BundleEntries.answer(bundle, call, answer))
                .onFailure()
                .recoverWithUni(
                        failure -> {
                            RefusedException refused =
                                    Failures.asRefusal(failure, call.site().requestId());
                            return commands.get()
                                    .refused(call, refused)
                                    .map(nothing -> refusal(bundle, refused));
                        });
    }

    private static ObjectNode refusal(Call bundle, RefusedException refused) {
        ObjectNode entry = FhirJson.object();
        ObjectNode response = entry.putObject("response");
        response.put("status", Integer.toString(refused.status()));
        response.set("outcome", Outcome.of(refused.issues(), bundle.language()));
        return entry;
    }

    private static Answer response(String type, ObjectNode[] answers) {
        ObjectNode bundle = FhirJson.object();
        bundle.put("resourceType", "Bundle");
        bundle.put("type", type);
        ArrayNode list = FhirJson.array();
        for (ObjectNode answer : answers) {
            list.add(answer);
        }
        if (!list.isEmpty()) {
            bundle.set("entry", list);
        }
        return Answer.document(200, bundle);
    }

    /**
     * What kind of Bundle was posted.
     *
     * @throws RefusedException 422 when it is neither a transaction nor a batch
     */
    static boolean isBatch(Call call) {
        JsonNode body = call.body();
        String type = body.path("type").asText("").toLowerCase(Locale.ROOT);
        boolean bundle = "Bundle".equals(body.path("resourceType").textValue());
        if (!bundle || !(type.equals("batch") || type.equals("transaction"))) {
            throw new RefusedException(Refusal.BUNDLE_TYPE, "transaction, batch").at("Bundle.type");
        }
        return type.equals("batch");
    }
}
