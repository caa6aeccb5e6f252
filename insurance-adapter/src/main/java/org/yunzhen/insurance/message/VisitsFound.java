package org.yunzhen.insurance.message;

import java.util.List;

/** 5201, answer: the visits found, none, one or more. */
public record VisitsFound(List<VisitFound> mdtrtinfo) {}
