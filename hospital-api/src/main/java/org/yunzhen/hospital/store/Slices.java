package org.yunzhen.hospital.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Many arrays laid end to end, and where each lies: from an index to an index, counted from one and
 * both included, as PostgreSQL cuts them.
 */
record Slices<T>(T[] all, Integer[] from, Integer[] to) {

    static <T> Slices<T> of(List<T[]> arrays, IntFunction<T[]> array) {
        List<T> all = new ArrayList<>();
        Integer[] from = new Integer[arrays.size()];
        Integer[] to = new Integer[arrays.size()];
        for (int i = 0; i < arrays.size(); i++) {
            from[i] = all.size() + 1;
            all.addAll(Arrays.asList(arrays.get(i)));
            to[i] = all.size();
        }
        return new Slices<>(all.toArray(array.apply(0)), from, to);
    }

    /** In the order of {@link DocumentSql#CREATE_MANY}'s parameters. */
    void append(List<Object> values) {
        values.add(all);
        values.add(from);
        values.add(to);
    }
}
