package org.yunzhen.insurance;

/**
 * What the envelope of one message says besides its input.
 *
 * @param msgid the message's own number, see {@link MessageIds}; to be journaled before sending
 * @param opter the operator's (or terminal's) code
 * @param opterName the operator's name
 * @param insuplcAdmdvs region of insurance, from 1101; needed once the input names an insured
 *     person
 * @param signNo from 9001; provinces ask for it on every later call of the operator's day
 */
public record CallContext(
        String msgid, String opter, String opterName, String insuplcAdmdvs, String signNo) {

    public static CallContext of(String msgid, String opter, String opterName) {
        return new CallContext(msgid, opter, opterName, null, null);
    }

    public CallContext insuredIn(String admdvs) {
        return new CallContext(msgid, opter, opterName, admdvs, signNo);
    }

    public CallContext signedIn(String number) {
        return new CallContext(msgid, opter, opterName, insuplcAdmdvs, number);
    }

    /** The same for the next message. */
    public CallContext withMsgid(String next) {
        return new CallContext(next, opter, opterName, insuplcAdmdvs, signNo);
    }
}
