package org.yunzhen.hospital.fhir;

import static org.yunzhen.hospital.fhir.ValueFaults.invalid;
import static org.yunzhen.hospital.fhir.ValueFaults.plain;
import static org.yunzhen.hospital.fhir.ValueFaults.unsupported;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.yunzhen.hospital.store.Criterion;
import org.yunzhen.hospital.store.IndexVersion;
import org.yunzhen.hospital.store.JsonPaths;
import org.yunzhen.hospital.store.OwnRoots;
import org.yunzhen.hospital.store.ParameterNumbers;
import org.yunzhen.hospital.store.SearchTerms;
import org.yunzhen.hospital.store.TenantParameters;
import org.yunzhen.mappings.definition.SearchParam;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/** Values of search parameters as conditions (R4 section 3.1.1.4). */
@ApplicationScoped
class SearchValues {
    private final SearchTerms terms;
    private final ParameterNumbers numbers;
    private final IndexVersion index;
    private final TokenValues tokens;
    private final ReferenceValues references;
    private final TextValues texts;
    private final TenantParameters parameters;
    private final OwnRoots roots;

    SearchValues(
            SearchTerms terms,
            ParameterNumbers numbers,
            IndexVersion index,
            TokenValues tokens,
            ReferenceValues references,
            TextValues texts,
            TenantParameters parameters,
            OwnRoots roots) {
        this.terms = terms;
        this.numbers = numbers;
        this.index = index;
        this.tokens = tokens;
        this.references = references;
        this.texts = texts;
        this.parameters = parameters;
        this.roots = roots;
    }

    /**
     * A condition from one occurrence of a parameter; its values, parted by commas, are
     * alternatives.
     *
     * @param modifier without the colon, or null
     */
    Criterion criterion(
            String tenant, String type, SearchParam param, String modifier, String value) {
        if ("missing".equals(modifier)) {
            return missing(tenant, type, param, value);
        }
        List<String> values = Escapes.split(value, ',');
        return switch (param.kind()) {
            case TOKEN -> tokens.of(tenant, type, param, modifier, values);
            case REFERENCE -> references.of(tenant, type, param, modifier, values);
            case URI -> references.ofUri(tenant, type, param, modifier, values);
            case STRING -> texts.of(type, param, modifier, values);
            case DATE -> {
                plain(param, modifier);
                yield new Criterion.AnyDate(
                        numbers.of(type, param.key()),
                        values.stream().map(v -> Comparisons.date(param.code(), v)).toList());
            }
            case NUMBER, QUANTITY -> {
                plain(param, modifier);
                yield new Criterion.AnyAmount(
                        numbers.of(type, param.key()),
                        values.stream().map(v -> amount(param, v)).toList());
            }
            case COMPOSITE -> {
                plain(param, modifier);
                yield new Criterion.AnyOf(
                        values.stream().map(v -> composite(tenant, type, param, v)).toList());
            }
            case SPECIAL -> throw new RefusedException(Refusal.UNSUPPORTED_PARAMETER, param.code());
        };
    }

    /** While the index is not complete, by the unit as it was written. */
    private Criterion.AmountTest amount(SearchParam param, String value) {
        Criterion.AmountTest test = Comparisons.amount(param.code(), value);
        return index.has(IndexVersion.WITH_BASE_UNITS) ? test : test.asWritten();
    }

    private Criterion composite(String tenant, String type, SearchParam param, String value) {
        return Composites.criterion(
                parameters.of(tenant),
                type,
                param,
                value,
                new OneComponent(index.has(IndexVersion.WITH_COMPARATORS), roots.of(tenant)),
                (part, v) -> criterion(tenant, type, part, null, v));
    }

    /** {@code true}: the parameter finds nothing in the resource; {@code false}: it does. */
    private Criterion missing(String tenant, String type, SearchParam param, String value) {
        if (!value.equals("true") && !value.equals("false")) {
            throw invalid(param.code());
        }
        boolean wanted = value.equals("false");
        return switch (param.kind()) {
            case DATE, NUMBER, QUANTITY, STRING ->
                    new Criterion.HasRows(param.kind(), numbers.of(type, param.key()), wanted);
            case TOKEN, REFERENCE, URI -> present(tenant, type, param, wanted);
            case COMPOSITE, SPECIAL -> throw unsupported(param, "missing");
        };
    }

    /** While the index is not complete, the documents tell, as they did before it knew. */
    private Criterion present(String tenant, String type, SearchParam param, boolean wanted) {
        if (!index.has(IndexVersion.WITH_PRESENCE)) {
            return new Criterion.InDocument(JsonPaths.to(param), "{}", wanted);
        }
        List<Long> present = List.of(terms.present(tenant, type, param.key()));
        return wanted ? new Criterion.AnyTerm(present) : new Criterion.NoTerm(present);
    }
}
