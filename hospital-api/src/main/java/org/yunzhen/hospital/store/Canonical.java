package org.yunzhen.hospital.store;

/**
 * The address of a definition (R4, References, canonical).
 *
 * @param version business version, or null where none is said
 */
public record Canonical(String url, String version) {
    private static final char BAR = '|';

    /** Reads {@code url} or {@code url|version}. */
    public static Canonical parse(String written) {
        int bar = written.indexOf(BAR);
        return bar <= 0
                ? new Canonical(written, null)
                : new Canonical(written.substring(0, bar), written.substring(bar + 1));
    }

    @Override
    public String toString() {
        return version == null ? url : url + BAR + version;
    }
}
