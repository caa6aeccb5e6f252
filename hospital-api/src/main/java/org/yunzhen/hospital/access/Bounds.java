package org.yunzhen.hospital.access;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/**
 * What is left of the relations that rest on a document. It bounds them and gives nothing.
 *
 * @param patients with whom they go on; with all others they end
 * @param actors whose they stay; empty where the document names none
 * @param residents identity numbers that it names: of whom is known that theirs is another, it ends
 * @param from the earliest beginning, or null
 * @param until the latest end, or null
 */
public record Bounds(
        List<String> patients,
        Optional<List<String>> actors,
        List<String> residents,
        OffsetDateTime from,
        OffsetDateTime until) {

    /** Nothing is left of them. */
    public static Bounds none() {
        return new Bounds(List.of(), Optional.empty(), List.of(), null, null);
    }
}
