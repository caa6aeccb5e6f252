package org.yunzhen.mappings.index;

import java.math.BigDecimal;
import java.time.Instant;

/** A value under which a resource is found; {@code param} is the key of the search parameter. */
public sealed interface IndexValue {
    String param();

    /**
     * A code, identifier, flag or id.
     *
     * @param system null if none is said or implied
     * @param code null if there is a text only
     * @param text display of a coding, text of a concept or of an identifier's type; may be null
     */
    record Token(String param, String system, String code, String text) implements IndexValue {}

    /**
     * A reference. All that it says is kept, so several of the groups may be filled.
     *
     * @param type of a literal {@code Type/id}; else what {@code Reference.type} says, or null
     * @param id of a literal {@code Type/id}, else null; a named version is left out
     * @param url an absolute URL, URN or canonical as written, else null
     * @param identifierSystem of a logical reference, else null
     * @param identifierValue of a logical reference, else null
     */
    record Ref(
            String param,
            String type,
            String id,
            String url,
            String identifierSystem,
            String identifierValue)
            implements IndexValue {}

    /** A text as written: neither folded nor trimmed. Names and addresses yield each part. */
    record Text(String param, String value) implements IndexValue {}

    /**
     * The moments from {@code low} to before {@code high}; an open end is {@link
     * DateRange#FAR_PAST} or {@link DateRange#FAR_FUTURE}.
     */
    record Period(String param, Instant low, Instant high) implements IndexValue {}

    /**
     * A number or quantity.
     *
     * @param value as written, null for a range
     * @param low least value that the written digits can mean; null if unbounded
     * @param high upper bound of these; null if unbounded
     * @param system of the unit's code, null for numbers
     * @param code of the unit; the currency of an amount of money; may be null
     * @param unit as displayed; may be null
     * @param comparator of a quantity that stands for all values to one side of {@code value}; null
     *     for none
     */
    record Amount(
            String param,
            BigDecimal value,
            BigDecimal low,
            BigDecimal high,
            String system,
            String code,
            String unit,
            Comparator comparator)
            implements IndexValue {}

    /** Which values a quantity stands for that was not measured exactly. */
    enum Comparator {
        BELOW("<"),
        AT_MOST("<="),
        AT_LEAST(">="),
        ABOVE(">");

        private final String code;

        Comparator(String code) {
            this.code = code;
        }

        /** Null where a code is none of them. */
        static Comparator of(String code) {
            for (Comparator one : values()) {
                if (one.code.equals(code)) {
                    return one;
                }
            }
            return null;
        }
    }

    /** A URI as written; a canonical keeps its version. */
    record Uri(String param, String value) implements IndexValue {}
}
