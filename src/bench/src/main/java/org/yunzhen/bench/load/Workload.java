package org.yunzhen.bench.load;

import java.nio.ByteBuffer;

/**
 * One kind of request, many times. All calls come from the generator's one thread, so what a
 * workload remembers needs no guard.
 */
public interface Workload {

    /** Name in the table. */
    String name();

    /** Writes the connection's next request, whole, into the buffer (256 KiB). */
    void encode(int connection, ByteBuffer out);

    /** What the answer to the connection's last request was worth. */
    Outcome judge(int connection, ResponseParser answer);

    /** True when nothing sensible is left to ask, so that the phase ends before its time. */
    default boolean exhausted() {
        return false;
    }

    /** The three things an answer can be. */
    enum Outcome {
        /** Done as asked. */
        DONE,
        /** Refused by a rule of the trade, rightly: sold out, already booked. */
        REFUSED,
        /** Anything else. */
        FAILED
    }
}
