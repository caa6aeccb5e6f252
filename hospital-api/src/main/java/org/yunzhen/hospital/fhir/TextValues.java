package org.yunzhen.hospital.fhir;

import static org.yunzhen.hospital.fhir.ValueFaults.filled;
import static org.yunzhen.hospital.fhir.ValueFaults.unsupported;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.yunzhen.hospital.store.Criterion;
import org.yunzhen.hospital.store.Criterion.TextMatch;
import org.yunzhen.hospital.store.Criterion.TextTest;
import org.yunzhen.hospital.store.IndexVersion;
import org.yunzhen.hospital.store.ParameterNumbers;
import org.yunzhen.mappings.definition.OwnSearchParams;
import org.yunzhen.mappings.definition.SearchParam;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/** Texts that are searched for (R4 section 3.1.1.4.8), and texts of codes. */
@ApplicationScoped
class TextValues {
    private final ParameterNumbers numbers;
    private final IndexVersion index;

    TextValues(ParameterNumbers numbers, IndexVersion index) {
        this.numbers = numbers;
        this.index = index;
    }

    Criterion of(String type, SearchParam param, String modifier, List<String> values) {
        if (param.key().equals(OwnSearchParams.PINYIN) && !index.has(IndexVersion.WITH_PRESENCE)) {
            throw new RefusedException(Refusal.INDEX_INCOMPLETE);
        }
        TextMatch match =
                switch (modifier == null ? "" : modifier) {
                    case "" -> TextMatch.STARTS;
                    case "contains" -> TextMatch.CONTAINS;
                    case "exact" -> TextMatch.EXACT;
                    default -> throw unsupported(param, modifier);
                };
        return new Criterion.AnyText(numbers.of(type, param.key()), tests(param, match, values));
    }

    /** What is displayed of a code, or said beside it (section 3.1.1.4.10). */
    Criterion ofTokens(String type, SearchParam param, List<String> values) {
        if (!index.has(IndexVersion.WITH_TOKEN_TEXTS)) {
            throw new RefusedException(Refusal.INDEX_INCOMPLETE);
        }
        return new Criterion.AnyTokenText(
                numbers.of(type, param.key()), tests(param, TextMatch.STARTS, values));
    }

    private static List<TextTest> tests(SearchParam param, TextMatch match, List<String> values) {
        return values.stream()
                .map(v -> new TextTest(match, filled(param, Escapes.plain(v))))
                .toList();
    }
}
