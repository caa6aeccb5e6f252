package org.yunzhen.hospital.event.live;

import org.yunzhen.hospital.event.SocketWire.End;

/** Why a socket was closed, as WebSocket close codes of our own. */
final class CloseCode {
    /** This node stops; connect again, resume from the last number. */
    static final End GOING_AWAY = new End(1001, "going away");

    /** What came is no message of this protocol. */
    static final End MALFORMED = new End(4400, "malformed message");

    /** No hello in time, or a token that is not good or of somebody else. */
    static final End UNAUTHENTICATED = new End(4401, "hello with a valid token is needed");

    /** The tenant is not one of the token's. */
    static final End OTHER_TENANT = new End(4403, "the token is not of this tenant");

    /** The token ended and was not renewed. */
    static final End TOKEN_ENDED = new End(4408, "the token has ended");

    /** The other side no longer answers pings. */
    static final End NO_PONG = new End(4410, "no pong");

    /** The other side does not read fast enough; resume from the last number. */
    static final End TOO_SLOW = new End(4429, "too slow");

    /** We cannot, for now; resume from the last number. */
    static final End TRY_AGAIN = new End(1013, "try again later");

    private CloseCode() {}
}
