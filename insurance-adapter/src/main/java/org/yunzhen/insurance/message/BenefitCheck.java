package org.yunzhen.insurance.message;

import java.time.LocalDateTime;
import org.yunzhen.insurance.wire.Chars;
import org.yunzhen.insurance.wire.Node;
import org.yunzhen.insurance.wire.Required;

/**
 * 2001, request: is the person entitled for this kind of visit?
 *
 * @param medType 11 ordinary outpatient, 14 chronic or special disease, and others of the
 *     dictionary
 */
@Node("data")
public record BenefitCheck(
        @Required @Chars(30) String psnNo,
        @Required @Chars(6) String insutype,
        @Required @Chars(12) String fixmedinsCode,
        @Required @Chars(6) String medType,
        @Required LocalDateTime begntime,
        LocalDateTime endtime,
        @Chars(30) String diseCodg,
        @Chars(500) String diseName,
        @Chars(30) String oprnOprtCode,
        @Chars(500) String oprnOprtName,
        @Chars(6) String matnType,
        @Chars(6) String birctrlType) {
    /** The check of an outpatient visit, with the disease when {@code medType} needs one. */
    public static BenefitCheck ofVisit(
            String psnNo,
            String insutype,
            String fixmedinsCode,
            String medType,
            LocalDateTime begntime,
            String diseCodg,
            String diseName) {
        return new BenefitCheck(
                psnNo,
                insutype,
                fixmedinsCode,
                medType,
                begntime,
                null,
                diseCodg,
                diseName,
                null,
                null,
                null,
                null);
    }
}
