package org.yunzhen.hospital.profile;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * What the validator has asked for in one tenant, by {@code Type|url} or {@code Type|url|version}:
 * it is given all of it with each question, so that it stays with one set.
 *
 * @param state of the tenant's definitions, from which this holds
 * @param present definitions as JSON
 * @param absent what there is none of
 */
record KnownDefinitions(String state, Map<String, byte[]> present, Set<String> absent) {
    private static final int ABSENT_MAX = 2_000;
    private static final long BYTES_MAX = 16L * 1024 * 1024;

    static KnownDefinitions none(String state) {
        return new KnownDefinitions(
                state, new ConcurrentSkipListMap<>(), ConcurrentHashMap.newKeySet());
    }

    /** Whether it is settled if there is such a definition. */
    boolean knows(String key) {
        return present.containsKey(key) || absent.contains(key);
    }

    /** Whether it has become more than is worth giving along. */
    boolean isFull() {
        long bytes = present.values().stream().mapToLong(definition -> definition.length).sum();
        return absent.size() > ABSENT_MAX || bytes > BYTES_MAX;
    }
}
