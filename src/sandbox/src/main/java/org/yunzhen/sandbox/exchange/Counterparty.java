package org.yunzhen.sandbox.exchange;

/** One system of the outside world, with the words in which it refuses and in which it fails. */
public interface Counterparty {

    /** Does what was asked and answers; what was changed is durable before this returns. */
    Reply answer(Request request);

    /** The transaction number (infno) that a fault may name; empty where the path says it all. */
    String subject(Request request);

    /** A business refusal that changed nothing. */
    Reply refusal(String message);

    /** A failure that tells the caller nothing about what was changed. */
    Reply systemError(String message);
}
