package org.yunzhen.hospital.settlement;

import java.util.ArrayList;
import java.util.List;
import org.yunzhen.mappings.nhsa.Bill;
import org.yunzhen.mappings.nhsa.LineFigures;

/**
 * What a quote came to.
 *
 * @param batch the charging batch the lines were uploaded in, or null for a self-payer
 */
record Priced(Bill bill, String batch) {
    /** A self-payer's quote needs nobody outside. */
    static Priced selfPaid(Subject subject) {
        List<LineFigures> lines = new ArrayList<>();
        for (FeeLine line : subject.lines()) {
            lines.add(Figures.selfPaid(String.valueOf(lines.size() + 1), line));
        }
        return new Priced(new Bill(Figures.selfPaid(subject.total()), lines, List.of()), null);
    }
}
