package org.yunzhen.hospital.fhir;

import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/**
 * Whether bytes of JSON can be kept as text: UTF-8 (RFC 8259 section 8.1) without half of a
 * surrogate pair, which no other system could read back, and without NUL, which no JSON in UTF-8
 * holds and every one in UTF-16 does. A character that is written in more bytes than it needs, or
 * lies beyond the last one, is no UTF-8 (RFC 3629 section 3): what looks for a sign in the bytes
 * would not see it, and the parser does not mind.
 */
final class UnicodeBytes {
    private static final int ESCAPE_LENGTH = 6;
    private static final int FIRST_LEAD = 0xC2;
    private static final int LAST_LEAD = 0xF4;
    private static final int CONTINUATION_FROM = 0x80;
    private static final int CONTINUATION_TO = 0xBF;

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
            if (value == 0 || (value > CONTINUATION_TO && !isLead(json, at, value))) {
                throw new RefusedException(Refusal.MALFORMED_REQUEST);
            }
            at += value == '\\' ? escape(json, at) : 1;
        }
        return json;
    }

    /** Whether a character may begin so; that its further bytes are there the parser sees. */
    private static boolean isLead(byte[] json, int at, int lead) {
        if (lead < FIRST_LEAD || lead > LAST_LEAD) {
            return false;
        }
        int next = at + 1 < json.length ? json[at + 1] & 0xFF : 0;
        if (next < CONTINUATION_FROM || next > CONTINUATION_TO) {
            return true;
        }
        int from =
                switch (lead) {
                    case 0xE0 -> 0xA0;
                    case 0xF0 -> 0x90;
                    default -> CONTINUATION_FROM;
                };
        int to =
                switch (lead) {
                    case 0xED -> 0x9F; // above are the halves of surrogate pairs
                    case 0xF4 -> 0x8F;
                    default -> CONTINUATION_TO;
                };
        return next >= from && next <= to;
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
