package org.yunzhen.insurance.message;

import java.time.LocalDateTime;
import org.yunzhen.insurance.wire.Chars;
import org.yunzhen.insurance.wire.Digits;
import org.yunzhen.insurance.wire.Required;

/**
 * 2203A, request: one diagnosis of the visit.
 *
 * @param diagType 1 western medicine, 2 main disease and 3 main syndrome of Chinese medicine
 * @param diagSrtNo order, from 1
 * @param valiFlag 1 valid
 */
public record Diagnosis(
        @Required @Chars(3) String diagType,
        @Required @Digits(2) Integer diagSrtNo,
        @Required @Chars(20) String diagCode,
        @Required @Chars(100) String diagName,
        @Required @Chars(50) String diagDept,
        @Required @Chars(30) String diseDorNo,
        @Required @Chars(50) String diseDorName,
        @Required LocalDateTime diagTime,
        @Required @Chars(3) String valiFlag) {}
