package org.yunzhen.hospital.prescription;

import io.vertx.core.buffer.Buffer;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;

/**
 * One line of a prescription and what is left of it.
 *
 * @param number from 1
 * @param request id of its MedicationRequest
 * @param medicine code in the catalogue
 * @param prescribed packages
 * @param dispensed packages handed over until now
 * @param holder the pharmacy that holds or dispensed it, {@code Organization/x}, or null
 * @param secretSealed the sealed secret of that pharmacy's lock, or null
 */
record Line(
        int number,
        String request,
        String medicine,
        BigDecimal prescribed,
        BigDecimal dispensed,
        String holder,
        Buffer secretSealed) {

    /** A line as it was prescribed; nobody holds it. */
    static Line of(int number, String request, String medicine, BigDecimal prescribed) {
        return new Line(number, request, medicine, prescribed, BigDecimal.ZERO, null, null);
    }

    /** The pharmacies that hold or dispensed some of these lines. */
    static List<String> holders(List<Line> lines) {
        return lines.stream().map(Line::holder).filter(Objects::nonNull).distinct().toList();
    }

    /** Whether anything of these lines was handed over. */
    static boolean someDispensed(List<Line> lines) {
        return lines.stream().anyMatch(line -> line.dispensed.signum() > 0);
    }

    BigDecimal left() {
        return prescribed.subtract(dispensed);
    }

    boolean done() {
        return left().signum() == 0;
    }

    /** Whether a pharmacy may claim it. */
    boolean isFree() {
        return holder == null && !done();
    }

    /** Whether some pharmacy has still to dispense it. */
    boolean isOpen() {
        return holder != null && !done();
    }

    boolean isHeldBy(String pharmacy) {
        return pharmacy.equals(holder);
    }
}
