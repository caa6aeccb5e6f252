package org.yunzhen.insurance.message;

import org.yunzhen.insurance.wire.Chars;
import org.yunzhen.insurance.wire.Required;

/**
 * 5201, answer: one visit.
 *
 * @param iptOtpNo the hospital's own number of it
 * @param valiFlag 0 its registration was cancelled, 1 it stands; null where a province leaves it
 *     out, and then shows none that was cancelled
 */
public record VisitFound(
        @Required @Chars(30) String mdtrtId,
        @Required @Chars(30) String iptOtpNo,
        @Chars(3) String valiFlag) {
    /** Whether it is registered still. */
    public boolean isValid() {
        return !"0".equals(valiFlag);
    }
}
