package org.yunzhen.hospital.terminology;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.yunzhen.hospital.fhir.Publications;
import org.yunzhen.hospital.store.CanonicalReader;
import org.yunzhen.hospital.store.CanonicalReader.Named;
import org.yunzhen.hospital.store.Documents;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.mappings.definition.Published;
import org.yunzhen.mappings.json.FhirJson;

/**
 * Finds code systems and sees to it that their codes are in rows: HL7's own, which nobody can
 * replace; then those that the tenant stored; then its catalogues.
 */
@ApplicationScoped
class CodeSystems {
    private static final String TYPE = "CodeSystem";

    /** Under which rows stand that belong to everybody: no tenant can be called so. */
    private static final String EVERYBODY = "*";

    private final Concepts concepts;
    private final CatalogueSystems catalogues;
    private final CanonicalReader canonicals;
    private final Documents documents;
    private final Publications publications;
    private final Vertx vertx;

    CodeSystems(
            Concepts concepts,
            CatalogueSystems catalogues,
            CanonicalReader canonicals,
            Documents documents,
            Publications publications,
            Vertx vertx) {
        this.concepts = concepts;
        this.catalogues = catalogues;
        this.canonicals = canonicals;
        this.documents = documents;
        this.publications = publications;
        this.vertx = vertx;
    }

    /**
     * The system of an address; empty when it is not known or its codes are not.
     *
     * @param version or null for any
     */
    Uni<Optional<KnownSystem>> find(View view, String url, String version) {
        return source(view, url, version)
                .chain(
                        source ->
                                source.map(known -> taken(view, known).map(Optional::of))
                                        .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
    }

    /** The address of the CodeSystem of an id; empty when there is none. */
    Uni<Optional<String>> url(View view, String id) {
        return publications
                .ask(r4 -> r4.find(TYPE, id).map(Published.Entry::url))
                .chain(
                        published ->
                                published.isPresent()
                                        ? Uni.createFrom().item(published)
                                        : storedUrl(view, id));
    }

    private Uni<Optional<String>> storedUrl(View view, String id) {
        return stored(view, id).map(found -> found.map(s -> s.document().path("url").textValue()));
    }

    private Uni<Optional<Stored>> stored(View view, String id) {
        return view.ofTenant()
                ? documents
                        .find(view.tx(), TYPE, id)
                        .map(found -> found.filter(stored -> !stored.deleted()))
                : Uni.createFrom().item(Optional.empty());
    }

    private Uni<Optional<CodeSystemSource>> source(View view, String url, String version) {
        return publications
                .ask(
                        r4 ->
                                r4.ofUrl(TYPE, url)
                                        .filter(e -> version == null || version.equals(e.version()))
                                        .map(this::published))
                .chain(
                        published ->
                                published.isPresent() || !view.ofTenant()
                                        ? Uni.createFrom().item(published)
                                        : ofTenant(view, url, version));
    }

    private Uni<Optional<CodeSystemSource>> ofTenant(View view, String url, String version) {
        return canonicals
                .find(view.tx(), TYPE, url, version)
                .map(
                        found ->
                                found.map(named -> stored(view, url, named))
                                        .or(() -> catalogues.find(view.tx().tenant(), url)));
    }

    private CodeSystemSource published(Published.Entry entry) {
        return new CodeSystemSource(
                EVERYBODY,
                entry.url(),
                "r4",
                entry.version(),
                () -> publications.ask(r4 -> content(FhirJson.parse(r4.read(entry)))));
    }

    private CodeSystemSource stored(View view, String url, Named named) {
        return new CodeSystemSource(
                view.tx().tenant(),
                url,
                TYPE + "/" + named.id(),
                Integer.toString(named.version()),
                () ->
                        documents
                                .find(view.tx(), TYPE, named.id())
                                .map(Optional::orElseThrow)
                                .chain(found -> call(() -> content(found.document()))));
    }

    private static CodeSystemSource.Content content(JsonNode codeSystem) {
        return new CodeSystemSource.Content(
                codeSystem.path("version").textValue(),
                name(codeSystem),
                codeSystem.path("caseSensitive").asBoolean(true),
                codeSystem.path("content").asText().equals("complete"),
                CodeSystemReader.concepts(codeSystem));
    }

    /** What people call it does where no name was given for programs. */
    private static String name(JsonNode codeSystem) {
        String name = codeSystem.path("name").textValue();
        return name == null ? codeSystem.path("title").textValue() : name;
    }

    private Uni<KnownSystem> taken(View view, CodeSystemSource source) {
        return concepts.system(view.tx(), source)
                .chain(
                        before ->
                                isCurrent(before, source)
                                        ? Uni.createFrom().item(before.get().system())
                                        : take(view, source, before));
    }

    private static boolean isCurrent(Optional<Concepts.Taken> taken, CodeSystemSource source) {
        return taken.filter(rows -> rows.edition().equals(source.edition())).isPresent();
    }

    private Uni<KnownSystem> take(
            View view, CodeSystemSource source, Optional<Concepts.Taken> before) {
        return source.content()
                .get()
                .chain(
                        content ->
                                call(() -> ConceptColumns.of(content.concepts()))
                                        .chain(
                                                columns ->
                                                        concepts.fill(
                                                                view.tx(), source, content, columns,
                                                                before)))
                .chain(() -> concepts.system(view.tx(), source))
                .map(taken -> taken.orElseThrow().system());
    }

    /** What reads much runs away from the event loop. */
    private <T> Uni<T> call(Callable<T> work) {
        return Uni.createFrom()
                .completionStage(() -> vertx.executeBlocking(work, false).toCompletionStage());
    }
}
