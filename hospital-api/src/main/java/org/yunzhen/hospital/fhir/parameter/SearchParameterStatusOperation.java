package org.yunzhen.hospital.fhir.parameter;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.yunzhen.hospital.access.Role;
import org.yunzhen.hospital.fhir.Answer;
import org.yunzhen.hospital.fhir.Call;
import org.yunzhen.hospital.fhir.Operation;
import org.yunzhen.hospital.store.AddedParameters;
import org.yunzhen.hospital.store.AddedParameters.Progress;
import org.yunzhen.hospital.store.Documents;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.json.FhirJson;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/** {@code SearchParameter/{id}/$status}: how far the index is for a parameter that was added. */
@ApplicationScoped
class SearchParameterStatusOperation implements Operation {
    private static final String NAME = "name";
    private static final String INTEGER = "integer";

    private final Documents documents;
    private final AddedParameters added;

    SearchParameterStatusOperation(Documents documents, AddedParameters added) {
        this.documents = documents;
        this.added = added;
    }

    @Override
    public String type() {
        return SearchParameterRule.TYPE;
    }

    @Override
    public String name() {
        return "status";
    }

    @Override
    public Level level() {
        return Level.INSTANCE;
    }

    @Override
    public Set<Role> callers() {
        return EnumSet.of(Role.INTEGRATION, Role.OPERATOR);
    }

    @Override
    public boolean changes() {
        return false;
    }

    @Override
    public String description() {
        return "How far the index is for a search parameter that was added: until it is complete, a"
                + " search by it is answered 503 index-incomplete.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                new Parameter("index", "out", 0, "*", "", "One for each type of its base.")
                        .of(
                                part("type", "code", "The type."),
                                part("complete", "boolean", "Whether it can be searched by."),
                                part("wanted", INTEGER, "Resources that are to be indexed."),
                                part("done", INTEGER, "How many of them are."),
                                part("failed", INTEGER, "How many of them cannot be.")));
    }

    private static Parameter part(String name, String type, String documentation) {
        return new Parameter(name, "out", 1, "1", type, documentation);
    }

    @Override
    public Uni<Answer> run(Call call, Tx tx) {
        return documents
                .find(tx, type(), call.id())
                .invoke(
                        found -> {
                            Stored stored =
                                    found.orElseThrow(
                                            () -> new RefusedException(Refusal.NOT_FOUND));
                            if (stored.deleted()) {
                                throw new RefusedException(Refusal.GONE);
                            }
                        })
                .chain(() -> added.progress(tx, call.id()))
                .map(SearchParameterStatusOperation::answer);
    }

    private static Answer answer(List<Progress> progress) {
        ObjectNode answer = FhirJson.object().put("resourceType", "Parameters");
        if (!progress.isEmpty()) {
            ArrayNode all = answer.putArray("parameter");
            progress.forEach(one -> add(all.addObject().put(NAME, "index"), one));
        }
        return Answer.document(200, answer);
    }

    private static void add(ObjectNode index, Progress one) {
        ArrayNode parts = index.putArray("part");
        parts.addObject().put(NAME, "type").put("valueCode", one.type());
        parts.addObject().put(NAME, "complete").put("valueBoolean", one.complete());
        parts.addObject().put(NAME, "wanted").put("valueInteger", one.wanted());
        parts.addObject().put(NAME, "done").put("valueInteger", one.done());
        parts.addObject().put(NAME, "failed").put("valueInteger", one.failed());
    }
}
