package org.yunzhen.hospital.prescription;

import java.util.List;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/**
 * A prescription of which the calling pharmacy holds lines, locked in this transaction.
 *
 * @param pharmacy {@code Organization/x}
 * @param lines all of them, as they are under the lock
 */
record Held(Prescription row, String pharmacy, List<Line> lines) {
    /** The lines that the pharmacy has still to dispense. */
    List<Line> open() {
        return lines.stream().filter(line -> line.isHeldBy(pharmacy) && line.isOpen()).toList();
    }

    /**
     * Requires that the pharmacy has still to dispense a line.
     *
     * @throws RefusedException 409 where it is dispensed or not held by this pharmacy
     */
    Line requireOpen(Line line) {
        if (line.done()) {
            throw new RefusedException(Refusal.LINE_CLOSED, line.number());
        }
        if (!line.isHeldBy(pharmacy)) {
            throw new RefusedException(Refusal.LINE_NOT_HELD, line.number());
        }
        return line;
    }
}
