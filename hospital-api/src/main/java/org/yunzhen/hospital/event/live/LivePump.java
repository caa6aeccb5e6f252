package org.yunzhen.hospital.event.live;

import io.vertx.core.http.ServerWebSocket;
import java.time.Duration;
import java.util.List;
import org.yunzhen.hospital.event.SocketWire;

/**
 * Brings a mailbox's events to a socket, a page at a time and only while the other side reads: the
 * socket's own bounded queue is all that lies in memory.
 */
final class LivePump {
    private final SocketWire wire;
    private final ServerWebSocket socket;
    private final LiveEvents events;
    private final Mailbox mailbox;
    private final Duration drainWithin;

    private long sent;
    private boolean pulling;
    private boolean wokenMeanwhile;
    private long drain = SocketWire.NO_TIMER;

    /**
     * @param sent number of the last event that the other side has
     */
    LivePump(SocketWire wire, LiveEvents events, Mailbox mailbox, Duration drainWithin, long sent) {
        this.wire = wire;
        this.socket = wire.socket();
        this.events = events;
        this.mailbox = mailbox;
        this.drainWithin = drainWithin;
        this.sent = sent;
    }

    /** There may be something new. */
    void pull() {
        if (socket.isClosed()) {
            return;
        }
        if (pulling || socket.writeQueueFull()) {
            wokenMeanwhile = true;
            return;
        }
        pulling = true;
        wokenMeanwhile = false;
        wire.then(events.after(mailbox, sent), this::push, CloseCode.TRY_AGAIN);
    }

    private void push(List<LiveEvent> page) {
        pulling = false;
        for (LiveEvent event : page) {
            if (event.allowed()) {
                wire.send(event.message());
            }
            sent = event.number();
        }
        if (socket.writeQueueFull()) {
            wokenMeanwhile = true;
            waitForDrain();
        } else if (wokenMeanwhile || page.size() == LiveEvents.PAGE) {
            pull();
        }
    }

    private void waitForDrain() {
        if (drain == SocketWire.NO_TIMER) {
            drain = wire.closeAfter(drainWithin, CloseCode.TOO_SLOW);
        }
    }

    /** The other side reads again. */
    void drained() {
        stop();
        if (wokenMeanwhile) {
            pull();
        }
    }

    void stop() {
        wire.cancel(drain);
        drain = SocketWire.NO_TIMER;
    }
}
