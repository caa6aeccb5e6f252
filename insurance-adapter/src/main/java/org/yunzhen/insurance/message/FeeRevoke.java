package org.yunzhen.insurance.message;

import org.yunzhen.insurance.wire.Chars;
import org.yunzhen.insurance.wire.Node;
import org.yunzhen.insurance.wire.Required;

/**
 * 2205, request: takes unsettled lines of the visit back.
 *
 * @param chrgBchno a batch, or {@link #ALL_BATCHES}
 */
@Node("data")
public record FeeRevoke(
        @Required @Chars(30) String mdtrtId,
        @Required @Chars(30) String chrgBchno,
        @Required @Chars(30) String psnNo) {
    /** Stands for every unsettled line of the visit. */
    public static final String ALL_BATCHES = "0000";
}
