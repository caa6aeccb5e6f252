package org.yunzhen.insurance.message;

import org.yunzhen.insurance.wire.Chars;
import org.yunzhen.insurance.wire.Node;
import org.yunzhen.insurance.wire.Required;

/**
 * 2601, request: undoes a message of ours whose outcome is unknown.
 *
 * @param omsgid msgid of the message to undo
 * @param oinfno its transaction number
 */
@Node("data")
public record Reversal(
        @Required @Chars(30) String psnNo,
        @Required @Chars(30) String omsgid,
        @Required @Chars(6) String oinfno) {}
