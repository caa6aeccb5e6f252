package org.yunzhen.insurance.message;

import java.util.List;

/** 5203, answer: the bills found, none, one or more. */
public record SettlementsFound(List<SettlementInfo> setlinfo, List<FundShare> setldetail) {}
