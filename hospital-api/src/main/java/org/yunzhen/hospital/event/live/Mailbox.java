package org.yunzhen.hospital.event.live;

/**
 * Whose events: one recipient of one tenant.
 *
 * @param recipient {@code Patient/x}, {@code Practitioner/y}, {@code Organization/z}
 */
record Mailbox(String tenant, String recipient) {
    private static final char PART = ' ';

    /** As a notification names it. */
    static Mailbox named(String line) {
        int at = line.indexOf(PART);
        return new Mailbox(line.substring(0, at), line.substring(at + 1));
    }
}
