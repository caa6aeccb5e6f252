package org.yunzhen.insurance.message;

import java.util.List;
import org.yunzhen.insurance.wire.Required;

/** 2208, answer: the figures of the cancelled bill. */
public record CancelledSettlement(@Required SettlementInfo setlinfo, List<FundShare> setldetail) {}
