package org.yunzhen.insurance.message;

import java.util.List;
import org.yunzhen.insurance.wire.OtherNames;

/**
 * 2001, answer.
 *
 * <p>Builds disagree on the name of the list, so three are read.
 */
public record Benefits(@OtherNames({"data", "result"}) List<Benefit> trtinfo) {}
