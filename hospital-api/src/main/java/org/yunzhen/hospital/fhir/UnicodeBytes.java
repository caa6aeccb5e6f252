package org.yunzhen.hospital.fhir;

import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/**
 * Whether bytes of JSON can be kept as text: UTF-8 (RFC 8259 section 8.1) without half of a
 * surrogate pair, which no other system could read back, and without NUL, which no JSON in UTF-8
 * holds and every one in UTF-16 does.
 */
final class UnicodeBytes {
    private static final int ESCAPE_LENGTH = 6;
    private static final int SURROGATE_LEAD = 0xED;
    private static final int SURROGATE_FROM = 0xA0;

    private UnicodeBytes() {}

    /**
     * The same bytes.
     *
     * @throws RefusedException 400 when they cannot be kept
     */
    static byte[] checked(byte[] json) {
        int at = 0;
        while (at < json.length) {
            int value = json[at] & 0xFF;
            boolean surrogate =
                    value == SURROGATE_LEAD
                            && at + 1 < json.length
                            && (json[at + 1] & 0xFF) >= SURROGATE_FROM;
            if (value == 0 || surrogate) {
                throw new RefusedException(Refusal.MALFORMED_REQUEST);
            }
            at += value == '\\' ? escape(json, at) : 1;
        }
        return json;
    }

    /** How many bytes the escape at a place takes; a surrogate pair is one. */
    private static int escape(byte[] json, int at) {
        int unit = unit(json, at);
        if (unit < 0 || !Character.isSurrogate((char) unit)) {
            return 2;
        }
        int low = unit(json, at + ESCAPE_LENGTH);
        boolean pair =
                low >= 0
                        && Character.isHighSurrogate((char) unit)
                        && Character.isLowSurrogate((char) low);
        if (!pair) {
            throw new RefusedException(Refusal.MALFORMED_REQUEST);
        }
        return 2 * ESCAPE_LENGTH;
    }

    /** The UTF-16 unit that an escape at a place names, or -1 where there is none. */
    private static int unit(byte[] json, int at) {
        if (at + ESCAPE_LENGTH > json.length || json[at] != '\\' || json[at + 1] != 'u') {
            return -1;
        }
        int unit = 0;
        for (int i = at + 2; i < at + ESCAPE_LENGTH; i++) {
            int digit = Character.digit(json[i], 16);
            if (digit < 0) {
                return -1;
            }
            unit = unit << 4 | digit;
        }
        return unit;
    }
}
