package org.yunzhen.hospital.prescription;

import java.math.BigDecimal;

/**
 * One line of a prescription and what is left of it.
 *
 * @param number from 1
 * @param request id of its MedicationRequest
 * @param medicine code in the catalogue
 * @param prescribed packages
 * @param dispensed packages handed over until now
 */
record Line(
        int number, String request, String medicine, BigDecimal prescribed, BigDecimal dispensed) {

    BigDecimal left() {
        return prescribed.subtract(dispensed);
    }

    boolean done() {
        return left().signum() == 0;
    }
}
