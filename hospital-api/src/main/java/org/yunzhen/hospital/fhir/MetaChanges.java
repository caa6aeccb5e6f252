package org.yunzhen.hospital.fhir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;
import org.yunzhen.hospital.store.Documents;
import org.yunzhen.hospital.store.Stamp;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.json.FhirJson;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/**
 * Changes of a resource's labels alone, by who may update the resource. Labels are sets (R4 section
 * 2.27.2): what changes nothing makes no new version.
 */
@ApplicationScoped
class MetaChanges {
    static final String META = "meta";

    private static final List<String> LABELS = List.of("profile", "security", "tag");

    private final ReadInteraction read;
    private final Documents documents;
    private final PlainWrites writes;

    MetaChanges(ReadInteraction read, Documents documents, PlainWrites writes) {
        this.read = read;
        this.documents = documents;
        this.writes = writes;
    }

    /**
     * Changes the labels that the call names.
     *
     * @param change from the labels of one kind and those that were given to what they become
     */
    Uni<Answer> run(Call call, Tx tx, BinaryOperator<ArrayNode> change) {
        JsonNode given = Inputs.of(call).value(META).orElseThrow(() -> Inputs.missing(META));
        return read.visible(call, tx)
                .invoke(MetaOperation::living)
                .chain(() -> documents.lock(tx, call.type(), call.id()))
                .map(Optional::orElseThrow)
                .map(MetaOperation::living)
                .chain(current -> change(call, tx, current, (ObjectNode) given, change))
                .map(stored -> FhirJson.property(stored.body().getBytes(), META))
                .map(MetaOperation::answer);
    }

    private Uni<Stored> change(
            Call call, Tx tx, Stored current, ObjectNode given, BinaryOperator<ArrayNode> change) {
        ObjectNode before = current.document();
        ObjectNode after = before.deepCopy();
        ObjectNode meta = after.withObjectProperty(META);
        for (String kind : LABELS) {
            ArrayNode labels =
                    change.apply(
                            meta.withArrayProperty(kind), given.deepCopy().withArrayProperty(kind));
            if (labels.isEmpty()) {
                meta.remove(kind);
            } else {
                meta.set(kind, labels);
            }
        }
        return writes.mayUpdate(call, tx, current, after)
                .invoke(() -> refuseMark(given))
                .invoke(() -> UpdateInteraction.checkVersion(call, current))
                .chain(
                        entries ->
                                before.equals(after)
                                        ? Uni.createFrom().item(current)
                                        : documents.update(tx, current, after, entries, null))
                .invoke(call.trace()::touched)
                .call(stored -> writes.written(call, tx, stored));
    }

    /** A workflow's mark is neither set nor removed by a caller. */
    private static void refuseMark(JsonNode meta) {
        if (Stamp.marked(FhirJson.object().set(META, meta))) {
            throw new RefusedException(Refusal.PROTECTED_TAG).at("Parameters.parameter.value.tag");
        }
    }

    /** Whether two labels are one: a coding by system and code, a profile by its address. */
    static boolean same(JsonNode one, JsonNode other) {
        return one.isTextual()
                ? one.equals(other)
                : one.path("system").equals(other.path("system"))
                        && one.path("code").equals(other.path("code"));
    }

    /** Whether a label stands in a list. */
    static boolean contains(JsonNode labels, JsonNode label) {
        for (JsonNode one : labels) {
            if (same(one, label)) {
                return true;
            }
        }
        return false;
    }
}
