package org.yunzhen.hospital.fhir;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import org.yunzhen.hospital.fhir.DefinitionList.Definition;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.definition.Published;
import org.yunzhen.mappings.json.FhirJson;

/** The TerminologyCapabilities of this service as a resource, for everybody. */
@ApplicationScoped
class TerminologyStatements implements Projection {
    private final Operations operations;
    private final DefinitionAnswers answers;

    TerminologyStatements(Operations operations, DefinitionAnswers answers) {
        this.operations = operations;
        this.answers = answers;
    }

    @Override
    public Set<String> types() {
        return Set.of(TerminologyStatement.TYPE);
    }

    @Override
    public Uni<Answer> read(Call call, Tx tx) {
        return TerminologyStatement.ID.equals(call.id())
                ? answers.one(call, definition(call.site().base()))
                : Uni.createFrom().nullItem();
    }

    @Override
    public Uni<Answer> search(Call call, Tx tx) {
        String base = call.site().base();
        OnlyDefinition only =
                new OnlyDefinition(
                        TerminologyStatement.ID,
                        TerminologyStatement.url(base),
                        TerminologyStatement.TEXTS);
        List<Definition> found = only.isAskedFor(call) ? List.of(definition(base)) : List.of();
        return answers.list(call, tx, OnlyDefinition.FOUND_BY, found);
    }

    private Definition definition(String base) {
        return new Definition(
                TerminologyStatement.ID,
                () -> FhirJson.write(TerminologyStatement.of(base, operations, Published.r4())));
    }
}
