package org.yunzhen.insurance.message;

import java.time.LocalDate;
import java.time.LocalDateTime;
import org.yunzhen.insurance.wire.Chars;
import org.yunzhen.insurance.wire.Digits;
import org.yunzhen.insurance.wire.Required;

/**
 * 2203A, request: the visit.
 *
 * @param mainCondDscr main complaint
 * @param diseCodg the filed disease, for chronic and special diseases
 * @param gesoVal weeks of pregnancy
 */
public record VisitInfo(
        @Required @Chars(30) String mdtrtId,
        @Required @Chars(30) String psnNo,
        @Required @Chars(6) String medType,
        @Required LocalDateTime begntime,
        @Chars(1000) String mainCondDscr,
        @Chars(30) String diseCodg,
        @Chars(500) String diseName,
        @Chars(6) String birctrlType,
        LocalDate birctrlMatnDate,
        @Chars(6) String matnType,
        @Digits(2) Integer gesoVal) {
    /** A visit that has nothing to do with maternity or birth control. */
    public static VisitInfo ordinary(
            String mdtrtId,
            String psnNo,
            String medType,
            LocalDateTime begntime,
            String mainCondDscr,
            String diseCodg,
            String diseName) {
        return new VisitInfo(
                mdtrtId,
                psnNo,
                medType,
                begntime,
                mainCondDscr,
                diseCodg,
                diseName,
                null,
                null,
                null,
                null);
    }
}
