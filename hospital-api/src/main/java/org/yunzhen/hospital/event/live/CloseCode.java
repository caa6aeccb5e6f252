package org.yunzhen.hospital.event.live;

import org.yunzhen.hospital.event.SocketWire;

/** Why a socket was closed, as WebSocket close codes of our own. */
enum CloseCode implements SocketWire.End {
    /** This node stops; connect again, resume from the last number. */
    GOING_AWAY(1001, "going away"),
    /** What came is no message of this protocol. */
    MALFORMED(4400, "malformed message"),
    /** No hello in time, or a token that is not good or of somebody else. */
    UNAUTHENTICATED(4401, "hello with a valid token is needed"),
    /** The tenant is not one of the token's. */
    OTHER_TENANT(4403, "the token is not of this tenant"),
    /** The token ended and was not renewed. */
    TOKEN_ENDED(4408, "the token has ended"),
    /** The other side no longer answers pings. */
    NO_PONG(4410, "no pong"),
    /** The other side does not read fast enough; resume from the last number. */
    TOO_SLOW(4429, "too slow"),
    /** We cannot, for now; resume from the last number. */
    TRY_AGAIN(1013, "try again later");

    private final short code;
    private final String reason;

    CloseCode(int code, String reason) {
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
