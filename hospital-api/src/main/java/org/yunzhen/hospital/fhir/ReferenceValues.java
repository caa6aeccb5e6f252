package org.yunzhen.hospital.fhir;

import static org.yunzhen.hospital.fhir.ValueFaults.filled;
import static org.yunzhen.hospital.fhir.ValueFaults.plain;
import static org.yunzhen.hospital.fhir.ValueFaults.unsupported;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.yunzhen.hospital.store.Criterion;
import org.yunzhen.hospital.store.IndexVersion;
import org.yunzhen.hospital.store.JsonPaths;
import org.yunzhen.hospital.store.OwnRoots;
import org.yunzhen.hospital.store.SearchTerms;
import org.yunzhen.mappings.definition.SearchParam;
import org.yunzhen.mappings.json.FhirJson;

/**
 * References, canonicals and uris that are searched for (R4 sections 3.1.1.4.12 and 3.1.1.4.15).
 */
@ApplicationScoped
class ReferenceValues {
    /** A parameter that can name one of these is searched for one person's, or one visit's. */
    private static final Set<String> ONE_AMONG_MANY = Set.of("Patient", "Encounter");

    private final SearchTerms terms;
    private final IndexVersion index;
    private final OwnRoots roots;

    ReferenceValues(SearchTerms terms, IndexVersion index, OwnRoots roots) {
        this.terms = terms;
        this.index = index;
        this.roots = roots;
    }

    Criterion of(
            String tenant, String type, SearchParam param, String modifier, List<String> values) {
        if ("identifier".equals(modifier) && values.stream().anyMatch(ReferenceValues::isHalf)) {
            return new Criterion.AnyOf(values.stream().map(v -> identifier(param, v)).toList());
        }
        List<Long> hashes = new ArrayList<>();
        for (String escaped : values) {
            String value = filled(param, Escapes.plain(escaped));
            if ("identifier".equals(modifier)) {
                int bar = Escapes.indexOf(escaped, '|');
                String system = Escapes.plain(escaped.substring(0, bar));
                String code = Escapes.plain(escaped.substring(bar + 1));
                hashes.add(terms.systemAndCode(tenant, type, param.key(), system, code));
            } else if (value.contains("/") || value.contains(":")) {
                String local = local(roots.of(tenant).local(value));
                if (modifier == null || isOf(param, modifier, local)) {
                    hashes.add(terms.reference(tenant, type, param.key(), local));
                }
            } else {
                targets(param, modifier)
                        .forEach(
                                target ->
                                        hashes.add(
                                                terms.reference(
                                                        tenant,
                                                        type,
                                                        param.key(),
                                                        target + "/" + value)));
            }
        }
        boolean ofOne = param.targets().stream().anyMatch(ONE_AMONG_MANY::contains);
        Criterion any = new Criterion.AnyTerm(hashes, ofOne);
        return modifier == null ? ofAnyVersion(param, values, any) : any;
    }

    /** A canonical without a version means each: while the index is not complete, as written. */
    private Criterion ofAnyVersion(SearchParam param, List<String> escaped, Criterion any) {
        boolean canonical =
                param.paths().stream().anyMatch(path -> path.type().equals("canonical"));
        if (index.has(IndexVersion.WITH_PRESENCE) || !canonical) {
            return any;
        }
        List<Criterion> either = new ArrayList<>(List.of(any));
        escaped.forEach(v -> either.add(UriPaths.versions(param, Escapes.plain(v))));
        return new Criterion.AnyOf(either);
    }

    /** Whether an identifier is given by its value alone, or by its system alone. */
    private static boolean isHalf(String escaped) {
        int bar = Escapes.indexOf(escaped, '|');
        return bar < 0 || (bar > 0 && bar == escaped.length() - 1);
    }

    /** An identifier of whatever system, or of whatever value, stands in the document alone. */
    private static Criterion identifier(SearchParam param, String escaped) {
        int bar = Escapes.indexOf(escaped, '|');
        boolean systemAlone = bar > 0 && bar == escaped.length() - 1;
        String test =
                systemAlone
                        ? "@.identifier.system == $s"
                        : "@.identifier.value == $v"
                                + (bar < 0 ? "" : " && @.identifier.system == $s");
        String system = bar < 0 ? "" : Escapes.plain(escaped.substring(0, bar));
        String value = Escapes.plain(escaped.substring(bar + 1));
        byte[] variables =
                FhirJson.write(
                        FhirJson.object()
                                .put("s", system)
                                .put("v", systemAlone ? value : filled(param, value)));
        return new Criterion.InDocument(
                JsonPaths.to(param).stream().map(path -> path + " ? (" + test + ")").toList(),
                new String(variables, StandardCharsets.UTF_8),
                true);
    }

    /** Whether what is named is of the type that the modifier asks for. */
    private static boolean isOf(SearchParam param, String modifier, String reference) {
        String wanted = targets(param, modifier).get(0);
        return reference.startsWith(wanted + "/") || reference.contains("/" + wanted + "/");
    }

    private static List<String> targets(SearchParam param, String modifier) {
        if (modifier == null) {
            return param.targets();
        }
        if (param.targets().contains(modifier)) {
            return List.of(modifier);
        }
        throw unsupported(param, modifier);
    }

    /** A relative reference without its version; anything else as it is. */
    static String local(String reference) {
        int history = reference.indexOf("/_history/");
        return history < 0 ? reference : reference.substring(0, history);
    }

    Criterion ofUri(
            String tenant, String type, SearchParam param, String modifier, List<String> values) {
        List<String> uris = values.stream().map(v -> filled(param, Escapes.plain(v))).toList();
        if ("below".equals(modifier)) {
            return new Criterion.AnyOf(
                    uris.stream().map(uri -> UriPaths.below(param, uri)).toList());
        }
        boolean above = "above".equals(modifier);
        if (!above) {
            plain(param, modifier);
        }
        Criterion any =
                new Criterion.AnyTerm(
                        uris.stream()
                                .flatMap(uri -> above ? UriPaths.above(uri) : Stream.of(uri))
                                .map(uri -> terms.uri(tenant, type, param.key(), uri))
                                .toList());
        return above ? any : ofAnyVersion(param, values, any);
    }
}
