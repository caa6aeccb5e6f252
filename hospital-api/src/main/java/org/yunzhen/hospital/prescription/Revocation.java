package org.yunzhen.hospital.prescription;

import java.util.ArrayList;
import java.util.List;

/**
 * The prescriber's wish to have a prescription back from those who hold it. It stands until nobody
 * holds a line any more.
 *
 * @param reason in the prescriber's words
 * @param handedOver pharmacies that answered that their lines are dispensed already and may report
 *     it, each {@code Organization/x}
 */
record Revocation(String reason, List<String> handedOver) {
    static Revocation asked(String reason) {
        return new Revocation(reason, List.of());
    }

    /** The same when a pharmacy has answered that it has handed over its lines. */
    Revocation handedOverBy(String pharmacy) {
        if (handedOver.contains(pharmacy)) {
            return this;
        }
        List<String> more = new ArrayList<>(handedOver);
        more.add(pharmacy);
        return new Revocation(reason, List.copyOf(more));
    }

    /** Whether all who have still to dispense some of these lines have answered. */
    boolean isAnswered(List<Line> lines) {
        return handedOver.containsAll(Line.holders(lines.stream().filter(Line::isOpen).toList()));
    }
}
