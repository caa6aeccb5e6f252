package org.yunzhen.hospital.store;

import java.security.SecureRandom;
import java.util.UUID;
import java.util.regex.Pattern;

/** Logical ids: UUIDv7 (RFC 9562) unless the client chose one of FHIR's form. */
public final class Ids {
    private static final Pattern FHIR_ID = Pattern.compile("[A-Za-z0-9\\-.]{1,64}");
    private static final Pattern OURS =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final long RANDOM_A_BITS = 0x0FFFL;
    private static final long VERSION_7 = 0x7000L;
    private static final long VARIANT = 0x8000000000000000L;
    private static final long RANDOM_B_BITS = 0x3FFFFFFFFFFFFFFFL;

    private Ids() {}

    /** A new id that sorts by the time it was made. */
    public static String next() {
        long high =
                (System.currentTimeMillis() << 16)
                        | VERSION_7
                        | (RANDOM.nextLong() & RANDOM_A_BITS);
        long low = VARIANT | (RANDOM.nextLong() & RANDOM_B_BITS);
        return new UUID(high, low).toString();
    }

    /** Whether an id looks like one of ours, and not like one that a client chose. */
    public static boolean isOfOurForm(String id) {
        return OURS.matcher(id).matches();
    }

    /** Whether a text has the form of a FHIR id. */
    public static boolean isValid(String id) {
        return FHIR_ID.matcher(id).matches();
    }
}
