package org.yunzhen.hospital.fhir;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import org.yunzhen.hospital.fhir.DefinitionList.Definition;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.definition.Published;
import org.yunzhen.mappings.definition.Published.Entry;
import org.yunzhen.mappings.index.IndexValue.Token;
import org.yunzhen.mappings.index.IndexValue.Uri;

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
        return answers.list(
                call,
                tx,
                query ->
                        found(call.type(), query, Published.r4()).stream()
                                .map(entry -> of(Published.r4(), entry))
                                .toList());
    }

    /** What is kept of each is asked first, since the rest is in a file. */
    private static List<Entry> found(String type, DefinitionQuery query, Published r4) {
        DefinitionQuery often = query.by(Published::isKept);
        DefinitionQuery seldom = query.by(param -> !Published.isKept(param));
        List<Entry> found =
                r4.all(type).stream()
                        .filter(entry -> often.allows(new Token("_id", null, entry.id(), null)))
                        .filter(entry -> often.allows(new Uri("url", entry.url())))
                        .filter(entry -> often.finds(entry.excerpt()))
                        .toList();
        boolean told = seldom.conditions().isEmpty() || found.isEmpty();
        return told ? found : r4.among(found, seldom::finds);
    }

    private static Definition of(Published published, Entry entry) {
        return new Definition(entry.id(), () -> published.read(entry));
    }
}
