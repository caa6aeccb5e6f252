package org.yunzhen.insurance.message;

import java.time.LocalDateTime;
import org.yunzhen.insurance.wire.Chars;
import org.yunzhen.insurance.wire.MaskedText;
import org.yunzhen.insurance.wire.Node;
import org.yunzhen.insurance.wire.Required;
import org.yunzhen.insurance.wire.Sensitive;

/**
 * 2201, request: the visit begins.
 *
 * @param iptOtpNo the visit's number, unique in the hospital
 * @param atddrNo the doctor's code in the insurer's directory
 * @param caty the insurer's code of the department's specialty
 */
@Node("data")
public record Registration(
        @Required @Chars(30) String psnNo,
        @Required @Chars(6) String insutype,
        @Required LocalDateTime begntime,
        @Required @Chars(3) String mdtrtCertType,
        @Required @Sensitive @Chars(50) String mdtrtCertNo,
        @Required @Chars(30) String iptOtpNo,
        @Required @Chars(30) String atddrNo,
        @Required @Chars(50) String drName,
        @Required @Chars(30) String deptCode,
        @Required @Chars(100) String deptName,
        @Required @Chars(6) String caty) {
    @Override
    public String toString() {
        return MaskedText.of(this);
    }
}
