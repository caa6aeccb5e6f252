package org.yunzhen.hospital.store;

import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.function.UnaryOperator;
import org.yunzhen.mappings.identifier.Systems;
import org.yunzhen.mappings.index.IndexValue;
import org.yunzhen.mappings.unit.CanonicalUnit;
import org.yunzhen.mappings.unit.Ucum;

/**
 * What the search index keeps of one document.
 *
 * @param terms keyed hashes of everything that is searched by equality
 * @param patients ids of the patients in whose compartments it stands
 * @param sortDate the type's own date, or null
 * @param tokenTexts what is displayed of codes, or said beside them
 */
record Indexed(
        long[] terms,
        List<String> patients,
        OffsetDateTime sortDate,
        List<DateRange> dates,
        List<Amount> amounts,
        List<Text> texts,
        List<TokenText> tokenTexts) {

    /** From {@code low} on, before {@code high}. */
    record DateRange(short param, OffsetDateTime low, OffsetDateTime high) {}

    /**
     * A number or quantity, a point where one value is given.
     *
     * @param base name of the base units, or null where the unit has none
     * @param baseLow in base units
     */
    record Amount(
            short param,
            BigDecimal low,
            BigDecimal high,
            String system,
            String code,
            String unit,
            String base,
            BigDecimal baseLow,
            BigDecimal baseHigh) {

        /** What is kept of an amount under the number of its parameter. */
        static Amount of(short param, IndexValue.Amount amount) {
            CanonicalUnit unit = baseUnits(amount);
            AmountBounds written = AmountBounds.of(amount, UnaryOperator.identity());
            AmountBounds base =
                    unit == null ? AmountBounds.NONE : AmountBounds.of(amount, unit::of);
            return new Amount(
                    param,
                    written.low(),
                    written.high(),
                    amount.system(),
                    amount.code(),
                    amount.unit(),
                    unit == null ? null : unit.base(),
                    base.low(),
                    base.high());
        }

        /** The unit's code, or what is shown of it where its system alone is told; or null. */
        private static CanonicalUnit baseUnits(IndexValue.Amount amount) {
            String code = amount.code() == null ? amount.unit() : amount.code();
            return Systems.UCUM.equals(amount.system()) ? Ucum.canonical(code).orElse(null) : null;
        }
    }

    /** A text folded for comparison, and as it was written. */
    record Text(short param, String folded, String exact) {}

    /**
     * A text of a code, folded. One row holds all of a document: they are many, and seldom asked
     * for.
     */
    record TokenText(short param, String folded) {
        /** As it stands in the row. */
        String written() {
            return written(param, folded);
        }

        static String written(short param, String folded) {
            return param + ":" + folded;
        }
    }
}
