package org.yunzhen.insurance.message;

import org.yunzhen.insurance.wire.Chars;
import org.yunzhen.insurance.wire.Node;
import org.yunzhen.insurance.wire.Required;

/**
 * 3201, answer.
 *
 * @param stmtRslt 0 both sides agree, 1 they do not
 */
@Node({"stmtinfo", "data"})
public record DailyTotalResult(
        @Chars(6) String setlOptins,
        @Required @Chars(6) String stmtRslt,
        @Chars(200) String stmtRsltDscr) {
    /** Whether the platform's totals are ours. */
    public boolean isFlat() {
        return "0".equals(stmtRslt);
    }
}
