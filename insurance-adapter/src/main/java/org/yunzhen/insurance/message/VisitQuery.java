package org.yunzhen.insurance.message;

import java.time.LocalDateTime;
import org.yunzhen.insurance.wire.Chars;
import org.yunzhen.insurance.wire.Node;
import org.yunzhen.insurance.wire.Required;

/**
 * 5201, request: the visits of a person at this institution that began within a time.
 *
 * @param medType 11 ordinary outpatient and others; null finds those not yet described (2203A) too
 * @param mdtrtId the one visit, or null for all
 */
@Node("data")
public record VisitQuery(
        @Required @Chars(30) String psnNo,
        @Required LocalDateTime begntime,
        @Required LocalDateTime endtime,
        @Chars(6) String medType,
        @Chars(30) String mdtrtId) {
    /** All visits of a person: the way to find a registration whose answer was lost. */
    public static VisitQuery within(String psnNo, LocalDateTime begntime, LocalDateTime endtime) {
        return new VisitQuery(psnNo, begntime, endtime, null, null);
    }
}
