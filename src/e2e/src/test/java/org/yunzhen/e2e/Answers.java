package org.yunzhen.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** What the hospital has answered to anybody, and so must never lose. */
final class Answers {
    /**
     * A version of a document that a call was answered with.
     *
     * @param reference {@code Type/id}
     */
    record Promise(String call, String reference, int version) {}

    private final Queue<Promise> promises = new ConcurrentLinkedQueue<>();
    private final Queue<String> requests = new ConcurrentLinkedQueue<>();
    private final Queue<Reply> unavailable = new ConcurrentLinkedQueue<>();
    private final Map<String, Integer> calls = new ConcurrentHashMap<>();
    private final AtomicInteger missing = new AtomicInteger();

    /** A call was answered with yes. */
    void promised(String call, Reply reply) {
        calls.merge(call, 1, Integer::sum);
        JsonNode body = reply.json();
        int version = body.path("meta").path("versionId").asInt();
        if (version > 0) {
            promises.add(new Promise(call, reply.reference(), version));
        }
    }

    /** A call was answered with whatever; its row must be in the trail. */
    void traced(Reply reply) {
        if (reply.status() != 503) {
            reply.header("X-Request-Id").ifPresent(requests::add);
        }
    }

    void unavailable(Reply reply) {
        unavailable.add(reply);
    }

    void missing() {
        missing.incrementAndGet();
    }

    List<Promise> promises() {
        return List.copyOf(promises);
    }

    /** {@code X-Request-Id} of everything that was answered. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    /** The answers that told to come again later. */
    List<Reply> unavailable() {
        return List.copyOf(unavailable);
    }

    /** How many calls were never answered. */
    int missed() {
        return missing.get();
    }

    /** How often each call was answered with yes. */
    Map<String, Integer> calls() {
        return new TreeMap<>(calls);
    }

    /** Codes of the 503 answers with their number. */
    Map<String, Integer> reasons() {
        Map<String, Integer> reasons = new HashMap<>();
        List<Reply> all = new ArrayList<>(unavailable);
        all.forEach(reply -> reasons.merge(reply.refusals().toString(), 1, Integer::sum));
        return reasons;
    }
}
