package org.yunzhen.insurance.message;

import java.time.LocalDateTime;
import org.yunzhen.insurance.wire.Chars;
import org.yunzhen.insurance.wire.Required;

/** 1101, answer: one special identity of the person, with its time. */
public record IdentityInfo(
        @Required @Chars(3) String psnIdetType,
        @Chars(3) String psnTypeLv,
        @Chars(500) String memo,
        LocalDateTime begntime,
        LocalDateTime endtime) {}
