package org.yunzhen.sandbox.nhsa;

/** A business refusal of the platform: infcode -2, with the text that becomes err_msg. */
final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refused(String message) {
        super(message, null, false, false);
    }

    /** Refuses unless the condition holds. */
    static void unless(boolean holds, String message) {
        if (!holds) {
            throw new Refused(message);
        }
    }
}
