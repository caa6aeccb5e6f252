package org.yunzhen.insurance.message;

import java.time.LocalDate;
import org.yunzhen.insurance.wire.Chars;
import org.yunzhen.insurance.wire.Required;

/**
 * 2001, answer: one fund and whether the person enjoys it.
 *
 * @param trtChkType 1 check of a fund, 99 other
 * @param trtEnjymntFlag 0 no, 1 yes
 * @param trtChkRslt the reason when not entitled
 */
public record Benefit(
        @Chars(30) String psnNo,
        @Chars(6) String trtChkType,
        @Chars(6) String fundPayType,
        @Required @Chars(3) String trtEnjymntFlag,
        LocalDate begndate,
        LocalDate enddate,
        @Chars(500) String trtChkRslt) {}
