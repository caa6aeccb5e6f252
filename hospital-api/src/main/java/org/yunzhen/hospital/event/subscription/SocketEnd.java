package org.yunzhen.hospital.event.subscription;

import org.yunzhen.hospital.event.SocketWire;

/** Why the socket of a subscription was closed, as WebSocket close codes. */
enum SocketEnd implements SocketWire.End {
    /** The subscription, or the token it was bound by, has ended. */
    ENDED(1000, "ended"),
    /** This node stops. */
    GOING_AWAY(1001, "going away"),
    /** We cannot, for now, or the other side does not read. */
    TRY_AGAIN(1013, "try again later"),
    /** What came does not bind it. */
    NOT_BOUND(4401, "bind-with-token and a token that is good are needed");

    private final short code;
    private final String reason;

    SocketEnd(int code, String reason) {
        this.code = (short) code;
        this.reason = reason;
    }

    @Override
    public short code() {
        return code;
    }

    @Override
    public String reason() {
        return reason;
    }
}
