package org.yunzhen.mappings.path;

/** A document made an evaluation longer than is allowed. */
public final class TooCostlyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooCostlyException() {
        super("too many steps", null, false, false);
    }
}
