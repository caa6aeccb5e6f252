package org.yunzhen.hospital.store;

import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.yunzhen.hospital.store.Indexed.Amount;
import org.yunzhen.hospital.store.Indexed.DateRange;
import org.yunzhen.hospital.store.Indexed.Text;
import org.yunzhen.hospital.store.Indexed.TokenText;

/**
 * Index rows turned into one array a column, in the order of {@link DocumentSql}'s parameters; last
 * the texts of tokens, an array in the document's own row.
 */
final class IndexColumns {
    /** How many they are. */
    static final int COUNT = 16;

    private IndexColumns() {}

    static void append(List<Object> values, Indexed index) {
        values.add(column(index.dates(), Short[]::new, DateRange::param));
        values.add(column(index.dates(), OffsetDateTime[]::new, DateRange::low));
        values.add(column(index.dates(), OffsetDateTime[]::new, DateRange::high));
        values.add(column(index.amounts(), Short[]::new, Amount::param));
        values.add(column(index.amounts(), BigDecimal[]::new, Amount::low));
        values.add(column(index.amounts(), BigDecimal[]::new, Amount::high));
        values.add(column(index.amounts(), String[]::new, Amount::system));
        values.add(column(index.amounts(), String[]::new, Amount::code));
        values.add(column(index.amounts(), String[]::new, Amount::unit));
        values.add(column(index.amounts(), String[]::new, Amount::base));
        values.add(column(index.amounts(), BigDecimal[]::new, Amount::baseLow));
        values.add(column(index.amounts(), BigDecimal[]::new, Amount::baseHigh));
        values.add(column(index.texts(), Short[]::new, Text::param));
        values.add(column(index.texts(), String[]::new, Text::folded));
        values.add(column(index.texts(), String[]::new, Text::exact));
        values.add(column(index.tokenTexts(), String[]::new, TokenText::written));
    }

    private static <R, T> T[] column(List<R> rows, IntFunction<T[]> array, Function<R, T> value) {
        return rows.stream().map(value).toArray(array);
    }
}
