package org.yunzhen.hospital.record;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.mappings.definition.RelativeReference;

/**
 * What earlier pages brought beside the record, as the mark of the next page carries it: a short
 * digest of each. Of very many the oldest are forgotten, and would come again: better twice than
 * never.
 */
record Told(Set<String> digests) {
    static final Told NOTHING = new Told(Set.of());

    private static final int REMEMBERED_MAX = 200;
    private static final int BYTES = 6;
    private static final int CHARACTERS = 8;

    /** Reads what {@link #text} wrote; null when it is none. */
    static Told read(String text) {
        if (!text.matches("(?:[A-Za-z0-9_-]{" + CHARACTERS + "}){0," + REMEMBERED_MAX + "}")) {
            return null;
        }
        Set<String> digests = new LinkedHashSet<>();
        for (int i = 0; i < text.length(); i += CHARACTERS) {
            digests.add(text.substring(i, i + CHARACTERS));
        }
        return new Told(digests);
    }

    boolean has(RelativeReference reference) {
        return digests.contains(digest(reference.type() + "/" + reference.id()));
    }

    Told and(List<Stored> more) {
        List<String> all = new ArrayList<>(digests);
        more.forEach(resource -> all.add(digest(resource.reference())));
        int forgotten = Math.max(0, all.size() - REMEMBERED_MAX);
        return new Told(new LinkedHashSet<>(all.subList(forgotten, all.size())));
    }

    String text() {
        return String.join("", digests);
    }

    private static String digest(String reference) {
        try {
            byte[] whole =
                    MessageDigest.getInstance("SHA-256")
                            .digest(reference.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().encodeToString(Arrays.copyOf(whole, BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
