package org.yunzhen.hospital.fhir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import org.yunzhen.mappings.definition.RelativeReference;
import org.yunzhen.mappings.json.FhirJson;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/**
 * {@code Composition/{id}/$document}, {@code Composition/$document?id=} (R4 operation
 * Composition-document): the Composition with all that it refers to on this server. The caller must
 * be allowed to read each of them; one that is hidden is answered like one that is not there, for a
 * document with gaps would be another document.
 */
@ApplicationScoped
class DocumentOperation implements Operation {
    private static final String ID = "id";
    private static final String PERSIST = "persist";
    private static final int REFERENCES_MAX = 1000;

    /** What a Composition says of other documents is no part of this one. */
    private static final Set<String> ELSEWHERE = Set.of("text", "relatesTo", "contained");

    private final ReadInteraction read;
    private final VreadInteraction versions;
    private final PlainWrites writes;
    private final Documents documents;

    DocumentOperation(
            ReadInteraction read,
            VreadInteraction versions,
            PlainWrites writes,
            Documents documents) {
        this.read = read;
        this.versions = versions;
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
        return Level.TYPE_OR_INSTANCE;
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
                Parameter.optional(
                        ID,
                        "uri",
                        "Id or address of the Composition, where it is called without one."),
                Parameter.optional(PERSIST, "boolean", "Whether the Bundle is stored."),
                Parameter.result("Bundle", "The document."));
    }

    @Override
    public Uni<Answer> run(Call call, Tx tx) {
        return run(tx, call.withId(composition(call)));
    }

    /** The id of the Composition; it is named once, by the address or by a parameter. */
    private static String composition(Call call) {
        Optional<String> named = Inputs.of(call).text(ID);
        if (call.id() == null && named.isEmpty()) {
            throw Inputs.missing(ID);
        }
        String root = call.url(call.type(), "");
        String id =
                named.map(text -> text.startsWith(root) ? text.substring(root.length()) : text)
                        .orElse(call.id());
        boolean twice = call.id() != null && named.isPresent();
        if (twice || !Ids.isValid(id)) {
            throw Inputs.invalid(ID);
        }
        return id;
    }

    private Uni<Answer> run(Tx tx, Call call) {
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
        Set<RelativeReference> references = new LinkedHashSet<>();
        gather(call, composition.document(), references);
        if (references.size() > REFERENCES_MAX) {
            throw new RefusedException(Refusal.SEARCH_TOO_COSTLY);
        }
        // one that is named with its version and without comes once
        Map<String, Stored> parts = new LinkedHashMap<>();
        parts.put(key(composition), composition);
        return InTurn.each(
                        references,
                        reference ->
                                part(call, tx, reference)
                                        .invoke(found -> parts.putIfAbsent(key(found), found)))
                .map(nothing -> bundle(call, tx, parts.values()));
    }

    private static String key(Stored part) {
        return part.reference() + "/" + part.version();
    }

    /** The references to this server in a Composition, in their order. */
    private static void gather(Call call, JsonNode element, Set<RelativeReference> into) {
        for (Map.Entry<String, JsonNode> property : element.properties()) {
            String name = property.getKey();
            JsonNode value = property.getValue();
            if (name.equals("reference") && value.isTextual()) {
                String root = call.site().base() + "/";
                String text = value.textValue();
                String local = text.startsWith(root) ? text.substring(root.length()) : text;
                RelativeReference reference = RelativeReference.parse(local);
                if (reference != null && Definitions.r4().isResourceType(reference.type())) {
                    into.add(reference);
                }
            } else if (value.isObject() && !ELSEWHERE.contains(name)) {
                gather(call, value, into);
            } else if (value.isArray() && !ELSEWHERE.contains(name)) {
                value.forEach(one -> gather(call, one, into));
            }
        }
    }

    private Uni<Stored> part(Call call, Tx tx, RelativeReference reference) {
        Call look = call.looking(reference.type(), reference.id());
        String named = reference.type() + "/" + reference.id();
        return Uni.createFrom()
                .deferred(
                        () ->
                                reference.version() == null
                                        ? read.visible(look, tx)
                                        : versions.visible(look, tx, reference.version()))
                .map(MetaOperation::living)
                .onFailure(RefusedException.class)
                .transform(hidden -> new RefusedException(Refusal.REFERENCE_NOT_FOUND, named))
                .invoke(found -> call.trace().sawPatients(found.patients()));
    }

    private static ObjectNode bundle(Call call, Tx tx, Collection<Stored> parts) {
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
