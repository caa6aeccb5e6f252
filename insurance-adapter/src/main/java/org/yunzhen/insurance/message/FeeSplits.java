package org.yunzhen.insurance.message;

import java.util.List;
import org.yunzhen.insurance.wire.Required;

/** 2204, answer: how each line is split. */
public record FeeSplits(@Required List<FeeSplit> result) {}
