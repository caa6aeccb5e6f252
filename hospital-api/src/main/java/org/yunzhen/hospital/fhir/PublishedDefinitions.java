package org.yunzhen.hospital.fhir;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import org.yunzhen.hospital.fhir.DefinitionList.Definition;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.definition.Published;
import org.yunzhen.mappings.definition.Published.Entry;

/**
 * What HL7 publishes with R4, for everybody: code systems, value sets, structures, search
 * parameters, compartments. Definitions that somebody stored lie beside them, on the pages that
 * follow; what finds none of the published ones is asked of the store alone.
 */
@ApplicationScoped
class PublishedDefinitions implements Projection {
    private final Publications publications;
    private final DefinitionAnswers answers;

    PublishedDefinitions(Publications publications, DefinitionAnswers answers) {
        this.publications = publications;
        this.answers = answers;
    }

    @Override
    public Set<String> types() {
        return Set.of(
                "CodeSystem",
                "CompartmentDefinition",
                "SearchParameter",
                "StructureDefinition",
                "ValueSet");
    }

    @Override
    public Uni<Answer> read(Call call, Tx tx) {
        return publications
                .ask(r4 -> r4.find(call.type(), call.id()).map(one -> of(r4, one)).orElse(null))
                .chain(
                        found ->
                                found == null
                                        ? Uni.createFrom().nullItem()
                                        : answers.one(call, found));
    }

    @Override
    public Uni<Answer> search(Call call, Tx tx) {
        return publications
                .ask(r4 -> PublishedQuery.found(call, r4).stream().map(e -> of(r4, e)).toList())
                .chain(
                        found ->
                                answers.list(
                                        call,
                                        tx,
                                        PublishedQuery.parameters(call.type(), Published.r4()),
                                        found));
    }

    private static Definition of(Published published, Entry entry) {
        return new Definition(entry.id(), () -> published.read(entry));
    }
}
