package org.yunzhen.hospital.store;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.yunzhen.mappings.identifier.Systems;
import org.yunzhen.mappings.index.IndexValue;
import org.yunzhen.mappings.unit.CanonicalUnit;
import org.yunzhen.mappings.unit.Ucum;

/** The index of one document while it is being gathered. */
final class Gathered {
    private static final String DATE_OF_THE_TYPE = "date";

    private final SearchTerms terms;
    private final ParameterNumbers numbers;
    private final String tenant;
    private final String type;
    private final Set<Long> hashes = new LinkedHashSet<>();
    private final List<Indexed.DateRange> dates = new ArrayList<>();
    private final List<Indexed.Amount> amounts = new ArrayList<>();
    private final Set<Indexed.Text> texts = new LinkedHashSet<>();
    private final Set<Indexed.TokenText> tokenTexts = new LinkedHashSet<>();
    private OffsetDateTime sortDate;

    Gathered(SearchTerms terms, ParameterNumbers numbers, String tenant, String type) {
        this.terms = terms;
        this.numbers = numbers;
        this.tenant = tenant;
        this.type = type;
    }

    void term(long hash) {
        hashes.add(hash);
    }

    Indexed indexed(List<String> patients) {
        return new Indexed(
                hashes.stream().mapToLong(Long::longValue).toArray(),
                patients,
                sortDate,
                dates,
                amounts,
                List.copyOf(texts),
                List.copyOf(tokenTexts));
    }

    /** That a parameter finds something; those with rows tell it by them. */
    void present(String param) {
        if (ParameterNumbers.isFoundByTerms(type, param)) {
            term(terms.present(tenant, type, param));
        }
    }

    void add(IndexValue value) {
        String param = value.param();
        if (param.equals("_id") || param.equals("_lastUpdated")) {
            return;
        }
        if (value instanceof IndexValue.Token token) {
            token(token);
        } else if (value instanceof IndexValue.Ref ref) {
            reference(ref);
        } else if (value instanceof IndexValue.Uri uri) {
            versions(uri.value()).forEach(v -> term(terms.uri(tenant, type, param, v)));
        } else if (value instanceof IndexValue.Period period) {
            date(period);
        } else if (value instanceof IndexValue.Amount amount) {
            amount(amount);
        } else if (value instanceof IndexValue.Text text) {
            texts.add(
                    new Indexed.Text(
                            numbers.of(type, param), Folding.fold(text.value()), text.value()));
        }
    }

    /** A canonical as it is written, and without its version, since each finds it. */
    private static Stream<String> versions(String uri) {
        int bar = uri.indexOf('|');
        return bar <= 0 ? Stream.of(uri) : Stream.of(uri, uri.substring(0, bar));
    }

    private void token(IndexValue.Token token) {
        if (token.text() != null) {
            tokenTexts.add(
                    new Indexed.TokenText(
                            numbers.of(type, token.param()), Folding.fold(token.text())));
        }
        if (token.code() == null) {
            return;
        }
        String system = token.system() == null ? "" : token.system();
        term(terms.code(tenant, type, token.param(), token.code()));
        term(terms.systemAndCode(tenant, type, token.param(), system, token.code()));
        if (!system.isEmpty()) {
            term(terms.system(tenant, type, token.param(), system));
        }
    }

    private void reference(IndexValue.Ref ref) {
        if (ref.id() != null) {
            term(terms.reference(tenant, type, ref.param(), ref.type() + "/" + ref.id()));
        }
        if (ref.url() != null) {
            versions(ref.url())
                    .forEach(url -> term(terms.reference(tenant, type, ref.param(), url)));
        }
        if (ref.identifierValue() != null) {
            String system = ref.identifierSystem() == null ? "" : ref.identifierSystem();
            term(terms.systemAndCode(tenant, type, ref.param(), system, ref.identifierValue()));
        }
    }

    private void date(IndexValue.Period period) {
        OffsetDateTime low = period.low().atOffset(ZoneOffset.UTC);
        dates.add(
                new Indexed.DateRange(
                        numbers.of(type, period.param()),
                        low,
                        period.high().atOffset(ZoneOffset.UTC)));
        if (period.param().equals(DATE_OF_THE_TYPE)) {
            sortDate = low;
        }
    }

    private void amount(IndexValue.Amount amount) {
        CanonicalUnit unit = baseUnits(amount);
        AmountBounds written = AmountBounds.of(amount, UnaryOperator.identity());
        AmountBounds base = unit == null ? AmountBounds.NONE : AmountBounds.of(amount, unit::of);
        amounts.add(
                new Indexed.Amount(
                        numbers.of(type, amount.param()),
                        written.low(),
                        written.high(),
                        amount.system(),
                        amount.code(),
                        amount.unit(),
                        unit == null ? null : unit.base(),
                        base.low(),
                        base.high()));
    }

    /** The unit's code, or what is shown of it where its system alone is told; null for none. */
    private static CanonicalUnit baseUnits(IndexValue.Amount amount) {
        String code = amount.code() == null ? amount.unit() : amount.code();
        return Systems.UCUM.equals(amount.system()) ? Ucum.canonical(code).orElse(null) : null;
    }
}
