package org.yunzhen.hospital.fhir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.yunzhen.hospital.access.Role;
import org.yunzhen.hospital.store.Documents;
import org.yunzhen.hospital.store.Ids;
import org.yunzhen.hospital.store.InTurn;
import org.yunzhen.hospital.store.Stamp;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.definition.Definitions;
import org.yunzhen.mappings.json.FhirJson;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/**
 * {@code Composition/{id}/$document} (R4 operation Composition-document): the Composition with all
 * that it refers to on this server. The caller must be allowed to read each of them; one that is
 * hidden is answered like one that is not there, for a document with gaps would be another
 * document.
 */
@ApplicationScoped
class DocumentOperation implements Operation {
    private static final String PERSIST = "persist";
    private static final int REFERENCES_MAX = 1000;

    /** What a Composition says of other documents is no part of this one. */
    private static final Set<String> ELSEWHERE = Set.of("text", "relatesTo", "contained");

    private final ReadInteraction read;
    private final PlainWrites writes;
    private final Documents documents;

    DocumentOperation(ReadInteraction read, PlainWrites writes, Documents documents) {
        this.read = read;
        this.writes = writes;
        this.documents = documents;
    }

    @Override
    public String type() {
        return "Composition";
    }

    @Override
    public String name() {
        return "document";
    }

    @Override
    public Level level() {
        return Level.INSTANCE;
    }

    @Override
    public Set<Role> callers() {
        return EnumSet.of(Role.PATIENT, Role.DOCTOR, Role.INTEGRATION);
    }

    @Override
    public boolean changes() {
        return false;
    }

    @Override
    public boolean changes(Call call) {
        boolean inQuery = "true".equals(call.parameter(PERSIST));
        return inQuery || (call.body() != null && Inputs.of(call).flag(PERSIST));
    }

    @Override
    public String description() {
        return "A document Bundle of a Composition and of all that it refers to here. With persist,"
                + " by POST, the Bundle is stored too, for who may create one.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.optional(PERSIST, "boolean", "Whether the Bundle is stored."),
                Parameter.result("Bundle", "The document."));
    }

    @Override
    public Uni<Answer> run(Call call, Tx tx) {
        return read.visible(call, tx)
                .map(MetaOperation::living)
                .chain(composition -> gathered(call, tx, composition))
                .chain(
                        bundle ->
                                Inputs.of(call).flag(PERSIST)
                                        ? stored(call, tx, bundle)
                                        : Uni.createFrom().item(Answer.document(200, bundle)));
    }

    private Uni<ObjectNode> gathered(Call call, Tx tx, Stored composition) {
        Set<String> references = new LinkedHashSet<>();
        gather(call, composition.document(), references);
        references.remove(composition.reference());
        if (references.size() > REFERENCES_MAX) {
            throw new RefusedException(Refusal.SEARCH_TOO_COSTLY);
        }
        List<Stored> parts = new ArrayList<>(List.of(composition));
        return InTurn.each(
                        references,
                        reference -> part(call, tx, reference).invoke(found -> parts.add(found)))
                .map(nothing -> bundle(call, tx, parts));
    }

    /** The references to this server in a Composition, in their order. */
    private static void gather(Call call, JsonNode element, Set<String> into) {
        for (Map.Entry<String, JsonNode> property : element.properties()) {
            String name = property.getKey();
            JsonNode value = property.getValue();
            if (name.equals("reference") && value.isTextual()) {
                String root = call.site().base() + "/";
                String text = value.textValue();
                String local = text.startsWith(root) ? text.substring(root.length()) : text;
                if (isLocal(local)) {
                    into.add(local);
                }
            } else if (value.isObject() && !ELSEWHERE.contains(name)) {
                gather(call, value, into);
            } else if (value.isArray() && !ELSEWHERE.contains(name)) {
                value.forEach(one -> gather(call, one, into));
            }
        }
    }

    private static boolean isLocal(String reference) {
        int slash = reference.indexOf('/');
        return slash > 0
                && Definitions.r4().isResourceType(reference.substring(0, slash))
                && Ids.isValid(reference.substring(slash + 1));
    }

    private Uni<Stored> part(Call call, Tx tx, String reference) {
        int slash = reference.indexOf('/');
        Call look = call.looking(reference.substring(0, slash), reference.substring(slash + 1));
        return Uni.createFrom()
                .deferred(() -> read.visible(look, tx))
                .map(MetaOperation::living)
                .onFailure(RefusedException.class)
                .transform(hidden -> new RefusedException(Refusal.REFERENCE_NOT_FOUND, reference))
                .invoke(found -> call.trace().sawPatients(found.patients()));
    }

    private static ObjectNode bundle(Call call, Tx tx, List<Stored> parts) {
        ObjectNode bundle = FhirJson.object().put("resourceType", "Bundle");
        bundle.put("id", Ids.next());
        bundle.putObject("identifier")
                .put("system", "urn:ietf:rfc:3986")
                .put("value", "urn:uuid:" + UUID.randomUUID());
        bundle.put("type", "document").put("timestamp", Stamp.instant(tx.now()));
        ArrayNode entries = bundle.putArray("entry");
        for (Stored part : parts) {
            entries.addObject()
                    .put("fullUrl", call.url(part.type(), part.id()))
                    .set("resource", part.document());
        }
        return bundle;
    }

    private Uni<Answer> stored(Call call, Tx tx, ObjectNode bundle) {
        Call create = call.looking("Bundle", null);
        return writes.mayCreate(create, tx, bundle)
                .chain(entries -> documents.create(tx, bundle, entries, PlainWrites.writer(call)))
                .call(stored -> writes.written(create, tx, stored))
                .invoke(call.trace()::touched)
                .map(Answer::updated);
    }
}
