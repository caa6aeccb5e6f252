package org.yunzhen.hospital.record;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yunzhen.hospital.access.Role;
import org.yunzhen.hospital.fhir.Answer;
import org.yunzhen.hospital.fhir.Call;
import org.yunzhen.hospital.store.Stamp;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.json.FhirJson;

/**
 * {@code Patient/{id}/$who-looked}: who looked into the record, when, at what, and why it was
 * allowed, for the patient and their guardians. It names parameters of no search and quotes nothing
 * of the record.
 */
@ApplicationScoped
class WhoLookedOperation implements RecordOperation {
    private static final int COUNT_DEFAULT = 50;
    private static final int COUNT_MAX = 200;

    private final RecordDoor door;
    private final TrailRows rows;
    private final ActorNames names;

    WhoLookedOperation(RecordDoor door, TrailRows rows, ActorNames names) {
        this.door = door;
        this.rows = rows;
        this.names = names;
    }

    @Override
    public String name() {
        return "who-looked";
    }

    @Override
    public Set<Role> callers() {
        return EnumSet.of(Role.PATIENT);
    }

    @Override
    public String description() {
        return "Who looked into the record, newest first: one 'look' each, with who, when, what,"
                + " why it was allowed, and a sentence in the language of Accept-Language."
                + " 'next' is the address of older ones.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.optional("_since", "instant", "Only looks from then on."),
                Parameter.optional("_count", "integer", "Looks of a page, at most 200."),
                Parameter.optional("_page", "string", "Mark of a page, from a next link."),
                Parameter.result("Parameters", "The looks."));
    }

    @Override
    public Uni<Answer> run(Call call, Tx tx) {
        PageWish wish = PageWish.of(call, COUNT_DEFAULT, COUNT_MAX);
        TrailFilter filter =
                new TrailFilter(tx.tenant())
                        .patients(List.of(call.id()))
                        .from(wish.since())
                        .before(AuditSearch.seq(wish));
        return door.open(call, tx)
                .chain(() -> rows.find(tx, filter, wish.count() + 1))
                .chain(
                        found ->
                                names.of(tx, found.stream().map(TrailRow::actor).toList())
                                        .map(known -> answer(call, wish, found, known)));
    }

    private static Answer answer(
            Call call, PageWish wish, List<TrailRow> found, Map<String, String> names) {
        boolean more = found.size() > wish.count();
        List<TrailRow> page = more ? found.subList(0, wish.count()) : found;
        ArrayNode parameters = FhirJson.array();
        page.forEach(row -> look(parameters.addObject(), call, row.about(call.id()), names));
        if (more) {
            String path = call.url("Patient", call.id()) + "/$who-looked";
            String last = Long.toString(page.get(page.size() - 1).seq());
            value(parameters, "next", "valueUri", PageWish.next(call, path, last));
        }
        ObjectNode document = FhirJson.object();
        document.put("resourceType", "Parameters");
        document.put("language", call.language().tag());
        if (!parameters.isEmpty()) {
            document.set("parameter", parameters);
        }
        return Answer.document(200, document);
    }

    private static void look(ObjectNode look, Call call, TrailRow row, Map<String, String> names) {
        boolean you = row.actor().equals(call.caller().actor());
        boolean own = call.caller().actorId().equals(call.id());
        TrailSentence sentence =
                new TrailSentence(call.language(), row, you, own, names.get(row.actor()));
        look.put("name", "look");
        ArrayNode parts = look.putArray("part");
        value(parts, "sentence", "valueString", sentence.text());
        value(parts, "when", "valueInstant", Stamp.instant(row.at()));
        value(parts, "when-text", "valueString", sentence.when());
        value(parts, "who", "valueString", sentence.who());
        value(parts, "role", "valueCode", row.role());
        parts.addObject().put("name", "you").put("valueBoolean", you);
        value(parts, "what", "valueString", sentence.what());
        value(parts, "action", "valueCode", row.action());
        if (row.type() != null) {
            value(parts, "type", "valueCode", row.type());
        }
        value(parts, "why", "valueString", sentence.why());
        value(parts, "rule", "valueString", row.rule());
        parts.addObject().put("name", "allowed").put("valueBoolean", !row.refused());
    }

    private static void value(ArrayNode parts, String name, String type, String value) {
        parts.addObject().put("name", name).put(type, value);
    }
}
