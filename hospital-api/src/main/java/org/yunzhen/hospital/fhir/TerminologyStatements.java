package org.yunzhen.hospital.fhir;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.definition.Published;

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
                ? answers.one(call, definition(call.site().base()).served())
                : Uni.createFrom().nullItem();
    }

    @Override
    public Uni<Answer> search(Call call, Tx tx) {
        List<OwnDefinition> all = List.of(definition(call.site().base()));
        return answers.list(call, tx, query -> OwnDefinition.found(all, query));
    }

    private OwnDefinition definition(String base) {
        return new OwnDefinition(
                TerminologyStatement.ID,
                () -> TerminologyStatement.of(base, operations, Published.r4()));
    }
}
