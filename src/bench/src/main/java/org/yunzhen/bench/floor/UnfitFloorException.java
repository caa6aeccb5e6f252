package org.yunzhen.bench.floor;

/** The floor cannot be measured: its database or its process does not do. */
public final class UnfitFloorException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnfitFloorException(String message) {
        super(message);
    }

    UnfitFloorException(String message, Throwable cause) {
        super(message, cause);
    }
}
