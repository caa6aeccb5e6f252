package org.yunzhen.hospital.fhir;

import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.yunzhen.hospital.store.Criterion;
import org.yunzhen.hospital.store.Criterion.AmountTest;
import org.yunzhen.hospital.store.Criterion.Comparison;
import org.yunzhen.hospital.store.Criterion.DateTest;
import org.yunzhen.hospital.store.Criterion.TextMatch;
import org.yunzhen.hospital.store.Criterion.TextTest;
import org.yunzhen.hospital.store.ParameterNumbers;
import org.yunzhen.hospital.store.SearchTerms;
import org.yunzhen.mappings.definition.SearchParam;
import org.yunzhen.mappings.index.DateRange;
import org.yunzhen.mappings.index.DecimalRange;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/** Values of search parameters as conditions (R4 section 3.1.1.4). */
@ApplicationScoped
class SearchValues {
    private static final int NUMBER_CHARACTERS_MAX = 40;
    private static final int SCALE_MAX = 100;
    private static final int PREFIX_CHARACTERS = 2;

    private final SearchTerms terms;
    private final ParameterNumbers numbers;

    SearchValues(SearchTerms terms, ParameterNumbers numbers) {
        this.terms = terms;
        this.numbers = numbers;
    }

    /**
     * A condition from one occurrence of a parameter; its values, parted by commas, are
     * alternatives.
     *
     * @param modifier without the colon, or null
     */
    Criterion criterion(
            String tenant, String type, SearchParam param, String modifier, String value) {
        List<String> values = Escapes.split(value, ',');
        return switch (param.kind()) {
            case TOKEN -> token(tenant, type, param, modifier, values);
            case REFERENCE -> reference(tenant, type, param, modifier, values);
            case URI -> uri(tenant, type, param, modifier, values);
            case STRING -> text(type, param, modifier, values);
            case DATE -> {
                plain(param, modifier);
                yield new Criterion.AnyDate(
                        numbers.of(type, param.code()),
                        values.stream().map(v -> date(param.code(), v)).toList());
            }
            case NUMBER, QUANTITY -> {
                plain(param, modifier);
                yield new Criterion.AnyAmount(
                        numbers.of(type, param.code()),
                        values.stream().map(v -> amount(param, v)).toList());
            }
            case COMPOSITE, SPECIAL ->
                    throw new RefusedException(Refusal.UNSUPPORTED_PARAMETER, param.code());
        };
    }

    private Criterion token(
            String tenant, String type, SearchParam param, String modifier, List<String> values) {
        List<Long> hashes = values.stream().map(v -> tokenTerm(tenant, type, param, v)).toList();
        if (modifier == null) {
            return new Criterion.AnyTerm(hashes);
        }
        if (modifier.equals("not")) {
            return new Criterion.NoTerm(hashes);
        }
        throw unsupported(param, modifier);
    }

    private long tokenTerm(String tenant, String type, SearchParam param, String value) {
        int bar = Escapes.indexOf(value, '|');
        if (bar < 0) {
            return terms.code(tenant, type, param.code(), filled(param, Escapes.plain(value)));
        }
        String system = Escapes.plain(value.substring(0, bar));
        String code = Escapes.plain(value.substring(bar + 1));
        return code.isEmpty()
                ? terms.system(tenant, type, param.code(), filled(param, system))
                : terms.systemAndCode(tenant, type, param.code(), system, code);
    }

    private Criterion reference(
            String tenant, String type, SearchParam param, String modifier, List<String> values) {
        List<Long> hashes = new ArrayList<>();
        for (String escaped : values) {
            String value = filled(param, Escapes.plain(escaped));
            if ("identifier".equals(modifier)) {
                int bar = Escapes.indexOf(escaped, '|');
                String system = bar < 0 ? "" : Escapes.plain(escaped.substring(0, bar));
                String code = bar < 0 ? value : Escapes.plain(escaped.substring(bar + 1));
                hashes.add(terms.systemAndCode(tenant, type, param.code(), system, code));
            } else if (value.contains("/") || value.contains(":")) {
                hashes.add(terms.reference(tenant, type, param.code(), local(value)));
            } else {
                targets(param, modifier)
                        .forEach(
                                target ->
                                        hashes.add(
                                                terms.reference(
                                                        tenant,
                                                        type,
                                                        param.code(),
                                                        target + "/" + value)));
            }
        }
        return new Criterion.AnyTerm(hashes);
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
    private static String local(String reference) {
        int history = reference.indexOf("/_history/");
        return history < 0 ? reference : reference.substring(0, history);
    }

    private Criterion uri(
            String tenant, String type, SearchParam param, String modifier, List<String> values) {
        plain(param, modifier);
        return new Criterion.AnyTerm(
                values.stream()
                        .map(v -> filled(param, Escapes.plain(v)))
                        .map(v -> terms.uri(tenant, type, param.code(), v))
                        .toList());
    }

    private Criterion text(String type, SearchParam param, String modifier, List<String> values) {
        TextMatch match =
                switch (modifier == null ? "" : modifier) {
                    case "" -> TextMatch.STARTS;
                    case "contains" -> TextMatch.CONTAINS;
                    case "exact" -> TextMatch.EXACT;
                    default -> throw unsupported(param, modifier);
                };
        return new Criterion.AnyText(
                numbers.of(type, param.code()),
                values.stream()
                        .map(v -> new TextTest(match, filled(param, Escapes.plain(v))))
                        .toList());
    }

    /** One date of a search with its prefix. */
    static DateTest date(String code, String value) {
        Comparison comparison = comparison(value);
        String text = comparison == null ? value : value.substring(PREFIX_CHARACTERS);
        // a plus sign of an offset arrives as a space
        DateRange range = DateRange.parse(text.replace(' ', '+'));
        if (range == null) {
            throw invalid(code);
        }
        return new DateTest(
                comparison == null ? Comparison.EQ : comparison,
                utc(range.low()),
                utc(range.high()));
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static AmountTest amount(SearchParam param, String value) {
        List<String> parts = Escapes.split(value, '|');
        Comparison comparison = comparison(parts.get(0));
        String digits =
                comparison == null ? parts.get(0) : parts.get(0).substring(PREFIX_CHARACTERS);
        BigDecimal number = number(param.code(), digits);
        DecimalRange range = DecimalRange.of(number);
        if (comparison == Comparison.AP) {
            BigDecimal tenth = number.abs().movePointLeft(1);
            range = new DecimalRange(number.subtract(tenth), number.add(tenth));
        }
        boolean unit = parts.size() == 3;
        if (parts.size() == 2 || parts.size() > 3) {
            throw invalid(param.code());
        }
        return new AmountTest(
                comparison == null ? Comparison.EQ : comparison,
                number,
                range.low(),
                range.high(),
                unit ? emptyToNull(Escapes.plain(parts.get(1))) : null,
                unit ? emptyToNull(Escapes.plain(parts.get(2))) : null);
    }

    private static BigDecimal number(String code, String digits) {
        try {
            if (digits.length() <= NUMBER_CHARACTERS_MAX) {
                BigDecimal number = new BigDecimal(digits);
                if (Math.abs(number.scale()) <= SCALE_MAX) {
                    return number;
                }
            }
        } catch (NumberFormatException notANumber) {
            throw invalid(code);
        }
        throw invalid(code);
    }

    private static Comparison comparison(String value) {
        if (value.length() < PREFIX_CHARACTERS || !Character.isLetter(value.charAt(0))) {
            return null;
        }
        String prefix = value.substring(0, PREFIX_CHARACTERS).toUpperCase(Locale.ROOT);
        for (Comparison comparison : Comparison.values()) {
            if (comparison.name().equals(prefix)) {
                return comparison;
            }
        }
        return null;
    }

    private static void plain(SearchParam param, String modifier) {
        if (modifier != null) {
            throw unsupported(param, modifier);
        }
    }

    private static String filled(SearchParam param, String value) {
        if (value.isEmpty()) {
            throw invalid(param.code());
        }
        return value;
    }

    private static String emptyToNull(String text) {
        return text.isEmpty() ? null : text;
    }

    private static RefusedException invalid(String code) {
        return new RefusedException(Refusal.INVALID_PARAMETER, code);
    }

    private static RefusedException unsupported(SearchParam param, String modifier) {
        return new RefusedException(
                Refusal.UNSUPPORTED_MODIFIER, param.code() + ":" + modifier, modifier);
    }
}
