package org.yunzhen.e2e.journey;

import java.util.HashMap;
import java.util.Map;
import org.yunzhen.e2e.BrokenPromiseException;
import org.yunzhen.e2e.Caller;
import org.yunzhen.e2e.Hospital;
import org.yunzhen.e2e.LiveSocket;

/** What the steps learn on the way and hand to later ones. */
final class Story implements AutoCloseable {
    private final Hospital hospital;
    private final Cast cast;
    private final Map<Fact, String> facts = new HashMap<>();
    private final Map<Fact, LiveSocket> sockets = new HashMap<>();
    private final String run;

    Story(Hospital hospital, long seed) {
        this.hospital = hospital;
        this.cast = new Cast(hospital, seed);
        this.run = Long.toHexString(System.currentTimeMillis()) + "-" + seed;
    }

    Hospital hospital() {
        return hospital;
    }

    Cast cast() {
        return cast;
    }

    /** An idempotency key of this run. */
    String key(String name) {
        return "journey-" + run + "-" + name;
    }

    void keep(Fact fact, String value) {
        facts.put(fact, value);
    }

    /** What an earlier step found; a broken promise when it did not. */
    String need(Fact fact) {
        String value = facts.get(fact);
        if (value == null) {
            throw new BrokenPromiseException("not reached: an earlier step gave no " + fact);
        }
        return value;
    }

    /** The account that a fact names, signed in. */
    Caller as(Fact account) {
        return hospital.as(need(account));
    }

    void listen(Fact account) {
        sockets.put(account, LiveSocket.open(as(account)));
    }

    LiveSocket heard(Fact account) {
        LiveSocket socket = sockets.get(account);
        if (socket == null) {
            throw new BrokenPromiseException("not reached: " + account + " has no socket");
        }
        return socket;
    }

    @Override
    public void close() {
        sockets.values().forEach(LiveSocket::close);
    }
}
