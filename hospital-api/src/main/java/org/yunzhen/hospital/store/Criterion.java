package org.yunzhen.hospital.store;

import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.List;
import org.yunzhen.mappings.definition.SearchParam;
import org.yunzhen.mappings.index.DateRange;
import org.yunzhen.mappings.index.IndexValue;

/** One condition of a search; all conditions of a search must hold. */
public sealed interface Criterion {
    /**
     * At least one of these terms.
     *
     * @param few whether by their nature only few documents have them: those of one patient, one
     *     visit, one identifier. The planner cannot know it of a term that it never saw.
     */
    record AnyTerm(List<Long> terms, boolean few) implements Criterion {
        /** Terms of which nothing is known. */
        public AnyTerm(List<Long> terms) {
            this(terms, false);
        }
    }

    /** None of these terms. */
    record NoTerm(List<Long> terms) implements Criterion {}

    /** A resource of this type; of use where several are searched. */
    record OfType(String type) implements Criterion {}

    /** One of these ids. */
    record AnyId(List<String> ids) implements Criterion {}

    /** A date for which one of the tests holds. */
    record AnyDate(short param, List<DateTest> tests) implements Criterion {}

    /** The instant of the last change passes one of the tests. */
    record LastUpdated(List<DateTest> tests) implements Criterion {}

    /** A number or quantity for which one of the tests holds. */
    record AnyAmount(short param, List<AmountTest> tests) implements Criterion {}

    /** A text for which one of the tests holds. */
    record AnyText(short param, List<TextTest> tests) implements Criterion {}

    /**
     * A code with a text for which one of the tests holds; asked of what other conditions leave.
     */
    record AnyTokenText(short param, List<TextTest> tests) implements Criterion {}

    /**
     * Whether rows of a parameter are there.
     *
     * @param kind of the parameter: a date, an amount or a text
     */
    record HasRows(SearchParam.Kind kind, short param, boolean wanted) implements Criterion {}

    /**
     * What the document itself says, where no index tells: asked last, of what the other conditions
     * leave.
     *
     * @param paths of SQL/JSON, made of definitions alone
     * @param variables a JSON object with the values that the paths name
     * @param wanted whether something must be found, or nothing
     * @param passing what must have passed, as further variables
     */
    record InDocument(List<String> paths, String variables, boolean wanted, List<Passing> passing)
            implements Criterion {
        /** By the document alone. */
        public InDocument(List<String> paths, String variables, boolean wanted) {
            this(paths, variables, wanted, List.of());
        }
    }

    /**
     * What passes a condition, as variables of a path: these names with a number behind them. Of
     * amounts and texts it is what a row of the index says, null for what it does not; of dates it
     * is the value as the document writes it, for more than one way of writing makes the same row.
     *
     * @param number behind the names
     * @param condition on an amount, a text or a date
     * @param paths of SQL/JSON to dates, else empty
     */
    record Passing(int number, Criterion condition, List<String> paths) {
        public static final String LOW = "low";
        public static final String HIGH = "high";
        public static final String SYSTEM = "system";
        public static final String CODE = "code";
        public static final String UNIT = "unit";
        public static final String TEXT = "exact";
        public static final String DATE = "date";
    }

    /** All of these. */
    record AllOf(List<Criterion> parts) implements Criterion {}

    /** One of these. */
    record AnyOf(List<Criterion> parts) implements Criterion {}

    /** How a value compares (R4 section 3.1.1.4.5). */
    enum Comparison {
        EQ,
        NE,
        GT,
        LT,
        GE,
        LE,
        SA,
        EB,
        AP
    }

    /** A comparison with a moment that covers {@code low} to before {@code high}. */
    record DateTest(Comparison comparison, OffsetDateTime low, OffsetDateTime high) {
        /** Whether it holds for a date that is not stored: what the index tells of a stored one. */
        public boolean holds(DateRange date) {
            boolean before = date.low().isBefore(low.toInstant());
            boolean after = date.high().isAfter(high.toInstant());
            boolean within = !before && !after;
            return switch (comparison) {
                case EQ -> within;
                case NE -> !within;
                case GT -> after;
                case LT -> before;
                case GE -> after || within;
                case LE -> before || within;
                case SA -> !date.low().isBefore(high.toInstant());
                case EB -> !date.high().isAfter(low.toInstant());
                case AP ->
                        date.low().isBefore(high.toInstant())
                                && date.high().isAfter(low.toInstant());
            };
        }
    }

    /**
     * A comparison with a number.
     *
     * @param low least value its digits can mean
     * @param high bound of the values its digits can mean
     * @param system of the unit, or null for any
     * @param code of the unit, or null for any
     * @param base the same in base units, or null where the unit has none: then it is compared as
     *     it was written
     */
    record AmountTest(
            Comparison comparison,
            BigDecimal value,
            BigDecimal low,
            BigDecimal high,
            String system,
            String code,
            BaseAmount base) {
        /** The same, whatever its unit is in base units. */
        public AmountTest asWritten() {
            return new AmountTest(comparison, value, low, high, system, code, null);
        }

        /** Whether it holds for an amount that is not stored: what the index tells of others. */
        public boolean holds(IndexValue.Amount amount) {
            Indexed.Amount kept = Indexed.Amount.of((short) 0, amount);
            if (base != null) {
                return base.unit().equals(kept.base())
                        && base.holds(comparison, kept.baseLow(), kept.baseHigh());
            }
            return new BaseAmount(null, value, low, high).holds(comparison, kept.low(), kept.high())
                    && (system == null || system.equals(kept.system()))
                    && (code == null || code.equals(kept.code()) || code.equals(kept.unit()));
        }
    }

    /**
     * A number in base units, with the bounds of {@link AmountTest}.
     *
     * @param unit name of the base units
     */
    record BaseAmount(String unit, BigDecimal value, BigDecimal low, BigDecimal high) {
        private boolean holds(Comparison comparison, BigDecimal from, BigDecimal to) {
            boolean within = from.compareTo(low) >= 0 && to.compareTo(high) < 0;
            return switch (comparison) {
                case EQ -> within;
                case AP -> from.compareTo(high) < 0 && to.compareTo(low) >= 0;
                case NE -> !within;
                case GT -> to.compareTo(value) > 0;
                case SA -> from.compareTo(value) > 0;
                case GE -> to.compareTo(value) >= 0;
                case LT -> from.compareTo(value) < 0;
                case EB -> to.compareTo(value) < 0;
                case LE -> from.compareTo(value) <= 0;
            };
        }
    }

    /** How texts compare. */
    enum TextMatch {
        STARTS,
        CONTAINS,
        EXACT
    }

    /** A comparison of a text. */
    record TextTest(TextMatch match, String text) {
        /** Whether it holds for a text that is not stored: what the index tells of others. */
        public boolean holds(String said) {
            String folded = Folding.fold(said);
            String wanted = Folding.fold(text);
            return switch (match) {
                case EXACT -> folded.equals(wanted) && said.equals(text);
                case STARTS -> folded.startsWith(wanted);
                case CONTAINS -> folded.contains(wanted);
            };
        }
    }
}
