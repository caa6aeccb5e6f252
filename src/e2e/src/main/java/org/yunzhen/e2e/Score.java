package org.yunzhen.e2e;

/** How many promises were kept and how many broken. */
public record Score(int passed, int failed) {
    /** One more. */
    public Score and(boolean kept) {
        return kept ? new Score(passed + 1, failed) : new Score(passed, failed + 1);
    }

    @Override
    public String toString() {
        return passed + " passed, " + failed + " failed";
    }
}
