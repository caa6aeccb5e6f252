package org.yunzhen.hospital.fhir;

import static org.yunzhen.hospital.fhir.ValueFaults.filled;
import static org.yunzhen.hospital.fhir.ValueFaults.invalid;
import static org.yunzhen.hospital.fhir.ValueFaults.unsupported;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.yunzhen.hospital.store.Criterion;
import org.yunzhen.hospital.store.JsonPaths;
import org.yunzhen.hospital.store.SearchTerms;
import org.yunzhen.mappings.definition.SearchParam;
import org.yunzhen.mappings.json.FhirJson;

/** Codes and identifiers that are searched for (R4 section 3.1.1.4.10). */
@ApplicationScoped
class TokenValues {
    private static final Set<String> WITH_TEXT = Set.of("CodeableConcept", "Coding", "Identifier");

    private final SearchTerms terms;
    private final TextValues texts;

    TokenValues(SearchTerms terms, TextValues texts) {
        this.terms = terms;
        this.texts = texts;
    }

    Criterion of(
            String tenant, String type, SearchParam param, String modifier, List<String> values) {
        if ("of-type".equals(modifier)) {
            return new Criterion.AnyOf(
                    values.stream().map(v -> ofType(tenant, type, param, v)).toList());
        }
        if ("text".equals(modifier)) {
            return tokenText(type, param, values);
        }
        List<Long> hashes = values.stream().map(v -> tokenTerm(tenant, type, param, v)).toList();
        if (modifier == null) {
            boolean wholeSystem = values.stream().anyMatch(v -> v.endsWith("|"));
            return new Criterion.AnyTerm(hashes, param.code().equals("identifier") && !wholeSystem);
        }
        if (modifier.equals("not")) {
            return new Criterion.NoTerm(hashes);
        }
        throw unsupported(param, modifier);
    }

    /** {@code system|code|value}: found by its value, then asked for the type beside it. */
    private Criterion ofType(String tenant, String type, SearchParam param, String value) {
        List<String> parts = Escapes.split(value, '|');
        boolean identifiers =
                param.paths().stream().allMatch(path -> path.type().equals("Identifier"));
        if (!identifiers) {
            throw unsupported(param, "of-type");
        }
        if (parts.size() != 3) {
            throw invalid(param.code());
        }
        List<String> plain = parts.stream().map(v -> filled(param, Escapes.plain(v))).toList();
        String variables =
                new String(
                        FhirJson.write(
                                FhirJson.object()
                                        .put("s", plain.get(0))
                                        .put("c", plain.get(1))
                                        .put("v", plain.get(2))),
                        StandardCharsets.UTF_8);
        List<String> paths =
                JsonPaths.to(param).stream()
                        .map(
                                path ->
                                        path
                                                + " ? (@.value == $v && exists(@.type.coding"
                                                + " ? (@.system == $s && @.code == $c)))")
                        .toList();
        long found = terms.code(tenant, type, param.key(), plain.get(2));
        return new Criterion.AllOf(
                List.of(
                        new Criterion.AnyTerm(List.of(found)),
                        new Criterion.InDocument(paths, variables, true)));
    }

    private Criterion tokenText(String type, SearchParam param, List<String> values) {
        boolean said = param.paths().stream().anyMatch(path -> WITH_TEXT.contains(path.type()));
        if (!said) {
            throw unsupported(param, "text");
        }
        return texts.ofTokens(type, param, values);
    }

    private long tokenTerm(String tenant, String type, SearchParam param, String value) {
        int bar = Escapes.indexOf(value, '|');
        if (bar < 0) {
            return terms.code(tenant, type, param.key(), filled(param, Escapes.plain(value)));
        }
        String system = Escapes.plain(value.substring(0, bar));
        String code = Escapes.plain(value.substring(bar + 1));
        return code.isEmpty()
                ? terms.system(tenant, type, param.key(), filled(param, system))
                : terms.systemAndCode(tenant, type, param.key(), system, code);
    }
}
