package org.yunzhen.hospital.store;

import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
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
    private IndexColumns() {}

    /** Those of one document. */
    static void append(List<Object> values, Indexed index) {
        appendDates(values, index.dates());
        appendAmounts(values, index.amounts());
        appendTexts(values, index.texts());
        values.add(column(index.tokenTexts(), String[]::new, TokenText::written));
    }

    /** Those of many documents, with whose each row is; without the texts of tokens. */
    static void append(List<Object> values, List<String> ids, List<Indexed> indexes) {
        appendDates(values, rows(indexes, Indexed::dates));
        values.add(owners(ids, indexes, Indexed::dates));
        appendAmounts(values, rows(indexes, Indexed::amounts));
        values.add(owners(ids, indexes, Indexed::amounts));
        appendTexts(values, rows(indexes, Indexed::texts));
        values.add(owners(ids, indexes, Indexed::texts));
    }

    private static void appendDates(List<Object> values, List<DateRange> dates) {
        values.add(column(dates, Short[]::new, DateRange::param));
        values.add(column(dates, OffsetDateTime[]::new, DateRange::low));
        values.add(column(dates, OffsetDateTime[]::new, DateRange::high));
    }

    private static void appendAmounts(List<Object> values, List<Amount> amounts) {
        values.add(column(amounts, Short[]::new, Amount::param));
        values.add(column(amounts, BigDecimal[]::new, Amount::low));
        values.add(column(amounts, BigDecimal[]::new, Amount::high));
        values.add(column(amounts, String[]::new, Amount::system));
        values.add(column(amounts, String[]::new, Amount::code));
        values.add(column(amounts, String[]::new, Amount::unit));
        values.add(column(amounts, String[]::new, Amount::base));
        values.add(column(amounts, BigDecimal[]::new, Amount::baseLow));
        values.add(column(amounts, BigDecimal[]::new, Amount::baseHigh));
    }

    private static void appendTexts(List<Object> values, List<Text> texts) {
        values.add(column(texts, Short[]::new, Text::param));
        values.add(column(texts, String[]::new, Text::folded));
        values.add(column(texts, String[]::new, Text::exact));
    }

    private static <R> List<R> rows(List<Indexed> indexes, Function<Indexed, List<R>> of) {
        return indexes.stream().map(of).flatMap(List::stream).toList();
    }

    private static <R> String[] owners(
            List<String> ids, List<Indexed> indexes, Function<Indexed, List<R>> of) {
        List<String> owners = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            owners.addAll(Collections.nCopies(of.apply(indexes.get(i)).size(), ids.get(i)));
        }
        return owners.toArray(String[]::new);
    }

    private static <R, T> T[] column(List<R> rows, IntFunction<T[]> array, Function<R, T> value) {
        return rows.stream().map(value).toArray(array);
    }
}
