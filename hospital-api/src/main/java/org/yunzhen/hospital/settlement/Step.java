package org.yunzhen.hospital.settlement;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * What is to be done next for a bill: a pure function of its rows, so that whoever takes it up,
 * after whatever crash, goes on where it stands.
 *
 * @param leg the leg concerned, or null where the bill as a whole moves
 */
record Step(Act act, LegRow leg) {
    enum Act {
        /** Ask for the money. */
        SEND,
        /** Find out what became of it. */
        RESOLVE,
        /** Give it back. */
        UNDO,
        /** Find out whether it was given back. */
        RESOLVE_UNDO,
        /** A leg was refused: turn round. */
        REVERT,
        /** All legs are done. */
        COMPLETE,
        /** Nothing is charged any more. */
        CLOSE
    }

    /** The next step; empty when the bill is at rest or must wait. */
    static Optional<Step> next(BillRow bill, List<LegRow> legs, OffsetDateTime now) {
        if (!bill.status().isMoving()) {
            return Optional.empty();
        }
        Step step = bill.status() == BillStatus.SUBMITTED ? forward(legs) : back(legs);
        boolean waits = step.leg() != null && step.leg().nextTry().isAfter(now);
        return waits ? Optional.empty() : Optional.of(step);
    }

    private static Step forward(List<LegRow> legs) {
        for (LegRow leg : legs) {
            switch (leg.status()) {
                case NONE -> {
                    return new Step(Act.SEND, leg);
                }
                case SENT, UNKNOWN -> {
                    return new Step(Act.RESOLVE, leg);
                }
                case REFUSED -> {
                    return new Step(Act.REVERT, null);
                }
                case DONE -> {}
                case UNDOING, UNDONE ->
                        throw new IllegalStateException("a submitted bill with an undone leg");
            }
        }
        return new Step(Act.COMPLETE, null);
    }

    private static Step back(List<LegRow> legs) {
        List<LegRow> lastFirst = new ArrayList<>(legs);
        Collections.reverse(lastFirst);
        for (LegRow leg : lastFirst) {
            switch (leg.status()) {
                case SENT, UNKNOWN -> {
                    return new Step(Act.RESOLVE, leg);
                }
                case DONE -> {
                    return new Step(Act.UNDO, leg);
                }
                case UNDOING -> {
                    return new Step(Act.RESOLVE_UNDO, leg);
                }
                case NONE, REFUSED, UNDONE -> {}
            }
        }
        return new Step(Act.CLOSE, null);
    }
}
