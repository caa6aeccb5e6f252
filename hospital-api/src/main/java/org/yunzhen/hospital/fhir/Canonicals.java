package org.yunzhen.hospital.fhir;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.yunzhen.hospital.store.Canonical;
import org.yunzhen.hospital.store.Criterion;
import org.yunzhen.hospital.store.JsonPaths;
import org.yunzhen.hospital.store.OwnRoots;
import org.yunzhen.hospital.store.SearchTerms;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.mappings.definition.Definitions;
import org.yunzhen.mappings.definition.SearchParam;
import org.yunzhen.mappings.index.IndexValue;
import org.yunzhen.mappings.json.FhirJson;

/**
 * Canonicals that join resources: each names what has its {@code url}, and its {@code version}
 * where it says one. Without a version it names every version: R4 (References, canonical) leaves
 * the choice among them to who reads, and orders no versions.
 */
@ApplicationScoped
class Canonicals {
    private static final String URL = "url";
    private static final String VERSION = "version";

    private final SearchTerms terms;
    private final OwnRoots roots;

    Canonicals(SearchTerms terms, OwnRoots roots) {
        this.terms = terms;
        this.roots = roots;
    }

    /** Whether the values of a reference parameter, or some of them, are canonicals. */
    static boolean areIn(SearchParam param) {
        return param.kind() == SearchParam.Kind.REFERENCE
                && param.paths().stream().anyMatch(path -> JsonPaths.isCanonical(path.type()));
    }

    /** The address of a resource, if it has one. */
    static Optional<Canonical> of(Stored resource) {
        String url = property(resource, URL);
        return canName(resource.type()) && url != null
                ? Optional.of(new Canonical(url, property(resource, VERSION)))
                : Optional.empty();
    }

    private static String property(Stored resource, String name) {
        return FhirJson.property(resource.body().getBytes(), name).textValue();
    }

    /** Whether resources of a type have an address that a canonical can name. */
    static boolean canName(String type) {
        SearchParam url = Definitions.r4().searchParam(type, URL);
        return url != null && url.kind() == SearchParam.Kind.URI;
    }

    /** A canonical as the index tells of it: what lies here stands there without our address. */
    List<String> written(String tenant, IndexValue.Ref ref) {
        String local = ref.id() == null ? ref.url() : ref.type() + "/" + ref.id();
        if (local == null) {
            return List.of();
        }
        return ref.id() == null && local.indexOf(':') > 0
                ? List.of(local)
                : roots.of(tenant).absolute(local);
    }

    /** What is named by one of these. */
    Criterion named(String tenant, String type, Collection<String> canonicals) {
        Map<String, List<Long>> byVersion = new HashMap<>();
        for (String written : canonicals) {
            Canonical canonical = Canonical.parse(written);
            byVersion
                    .computeIfAbsent(canonical.version(), version -> new ArrayList<>())
                    .add(terms.uri(tenant, type, URL, canonical.url()));
        }
        List<Criterion> any = new ArrayList<>();
        byVersion.forEach((version, urls) -> any.add(named(tenant, type, version, urls)));
        return any.size() == 1 ? any.get(0) : new Criterion.AnyOf(any);
    }

    private Criterion named(String tenant, String type, String version, List<Long> urls) {
        Criterion byUrl = new Criterion.AnyTerm(urls, true);
        return version == null
                ? byUrl
                : new Criterion.AllOf(
                        List.of(
                                byUrl,
                                new Criterion.AnyTerm(
                                        List.of(terms.code(tenant, type, VERSION, version)))));
    }

    /**
     * What names one of these by a parameter. The index knows a canonical with its version, and
     * each without: whether it was written without one the document tells, of what the index
     * leaves.
     */
    Criterion naming(String tenant, String type, SearchParam param, Collection<Canonical> named) {
        List<Long> exactly = new ArrayList<>();
        List<Long> anyhow = new ArrayList<>();
        var urls = FhirJson.object();
        var list = urls.putArray("urls");
        for (Canonical canonical : named) {
            anyhow.add(term(tenant, type, param, canonical.url()));
            list.add(canonical.url());
            if (canonical.version() != null) {
                exactly.add(term(tenant, type, param, canonical.toString()));
            }
        }
        Criterion unversioned =
                new Criterion.InDocument(
                        JsonPaths.canonicals(param).stream()
                                .map(path -> path + " ? (@ == $urls[*])")
                                .toList(),
                        new String(FhirJson.write(urls), StandardCharsets.UTF_8),
                        true);
        return new Criterion.AllOf(
                List.of(
                        new Criterion.AnyTerm(
                                Stream.concat(anyhow.stream(), exactly.stream()).toList()),
                        new Criterion.AnyOf(List.of(new Criterion.AnyTerm(exactly), unversioned))));
    }

    private long term(String tenant, String type, SearchParam param, String canonical) {
        String local = roots.of(tenant).local(canonical);
        return terms.reference(tenant, type, param.key(), local);
    }
}
