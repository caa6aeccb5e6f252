package org.yunzhen.hospital.fhir;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One range of bytes (RFC 7233).
 *
 * @param first byte of the range, from 0
 * @param last byte of the range, included; before {@code first} when the range cannot be satisfied
 */
record ByteRange(long first, long last) {
    private static final Pattern ONE = Pattern.compile("bytes=([0-9]{0,12})-([0-9]{0,12})");

    /**
     * The range a header asks for. Empty where the whole is to be sent: without a header, for
     * several ranges at once, and for one that is none (section 3.1 lets a server ignore it).
     *
     * @param length of the whole
     */
    static Optional<ByteRange> of(String header, long length) {
        Matcher range = ONE.matcher(header == null ? "" : header.strip());
        if (!range.matches() || (range.group(1).isEmpty() && range.group(2).isEmpty())) {
            return Optional.empty();
        }
        if (range.group(1).isEmpty()) {
            long count = Math.min(Long.parseLong(range.group(2)), length);
            return Optional.of(new ByteRange(length - count, length - 1));
        }
        long first = Long.parseLong(range.group(1));
        long last = range.group(2).isEmpty() ? length - 1 : Long.parseLong(range.group(2));
        if (last < first && !range.group(2).isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new ByteRange(first, Math.min(last, length - 1)));
    }

    /** Whether there is anything in it. */
    boolean isSatisfiable() {
        return first <= last;
    }

    /** As {@code Content-Range} says it. */
    String contentRange(long length) {
        return isSatisfiable() ? "bytes " + first + "-" + last + "/" + length : "bytes */" + length;
    }
}
