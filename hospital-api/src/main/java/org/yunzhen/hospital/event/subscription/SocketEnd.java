package org.yunzhen.hospital.event.subscription;

import org.yunzhen.hospital.event.SocketWire.End;

/** Why the socket of a subscription was closed, as WebSocket close codes. */
final class SocketEnd {
    /** The subscription, or the token it was bound by, has ended. */
    static final End ENDED = new End(1000, "ended");

    /** This node stops. */
    static final End GOING_AWAY = new End(1001, "going away");

    /** We cannot, for now, or the other side does not read. */
    static final End TRY_AGAIN = new End(1013, "try again later");

    /** What came does not bind it. */
    static final End NOT_BOUND =
            new End(4401, "bind-with-token and a token that is good are needed");

    private SocketEnd() {}
}
