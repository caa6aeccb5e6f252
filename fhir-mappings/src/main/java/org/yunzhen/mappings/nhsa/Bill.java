package org.yunzhen.mappings.nhsa;

import java.util.List;

/**
 * A settlement with all that must agree with it.
 *
 * @param lines its fee lines, empty if they are not at hand
 * @param funds its rows by fund, empty if the platform sent none
 */
public record Bill(SettlementFigures figures, List<LineFigures> lines, List<FundRow> funds) {

    public Bill {
        lines = List.copyOf(lines);
        funds = List.copyOf(funds);
    }
}
