package org.yunzhen.insurance;

/**
 * What is known after a message was sent. Only {@link Done} and {@link Refused} are the platform's
 * word; the other two differ in whether the message may have taken effect.
 */
public sealed interface Outcome<O> {

    /**
     * {@code infcode} 0: it is done.
     *
     * @param infRefmsgid the platform's own number of the exchange; null if it gave none
     * @param warn the platform's {@code warn_msg}; null if there is none
     */
    record Done<O>(O output, String infRefmsgid, String warn) implements Outcome<O> {}

    /**
     * {@code infcode} -2: refused for a reason of business. Nothing took effect; the same data will
     * be refused again.
     *
     * @param errMsg the platform's own words, to be shown; null if it gave none
     */
    record Refused<O>(int infcode, String errMsg) implements Outcome<O> {}

    /**
     * The message may or may not have taken effect. To be resolved by asking or by reversal.
     *
     * @param detail for the log and the person who looks into it; no personal data but what the
     *     platform itself put into its {@code err_msg}
     */
    record Unknown<O>(Reason reason, String detail) implements Outcome<O> {}

    /** No connection came about: the platform certainly never received the message. */
    record NotSent<O>(String detail) implements Outcome<O> {}

    /** Why an outcome is unknown. */
    enum Reason {
        /** No complete answer within the time set. */
        TIMEOUT,
        /** The connection broke after it had stood. */
        CONNECTION_LOST,
        /** A status other than 200: some gateway answered, whatever the platform did. */
        HTTP_STATUS,
        /** {@code infcode} -1 or any other that is neither 0 nor -2. */
        SYSTEM_ERROR,
        /** An answer without body or infcode, or one that cannot be read without guessing. */
        UNREADABLE
    }

    /** Whether sending the same thing again could help, if doing it twice does no harm. */
    default boolean isOpen() {
        return this instanceof Unknown || this instanceof NotSent;
    }
}
