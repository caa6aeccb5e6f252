package org.yunzhen.insurance.wire;

/**
 * A field that breaks its rule. Thrown for a request before anything is sent. Names the field by
 * its path on the wire, such as {@code feedetail[2].pric}, and never quotes the value, which may be
 * personal.
 */
public final class FieldFault extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String path;
    private final String problem;

    public FieldFault(String path, String problem) {
        super(path + ": " + problem);
        this.path = path;
        this.problem = problem;
    }

    /** Where the field stands on the wire, from {@code input} or {@code output} downwards. */
    public String path() {
        return path;
    }

    /** What is wrong with it, in English. */
    public String problem() {
        return problem;
    }
}
