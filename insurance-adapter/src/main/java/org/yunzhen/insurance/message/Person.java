package org.yunzhen.insurance.message;

import java.util.List;
import org.yunzhen.insurance.wire.Required;

/** 1101, answer: the person, their insurances and their identities (such as assistance). */
public record Person(
        @Required BaseInfo baseinfo, List<InsuranceInfo> insuinfo, List<IdentityInfo> idetinfo) {}
