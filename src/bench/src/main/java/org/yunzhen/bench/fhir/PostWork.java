package org.yunzhen.bench.fhir;

import java.nio.ByteBuffer;
import java.util.List;
import org.yunzhen.bench.load.ResponseParser;
import org.yunzhen.bench.load.Workload;

/** Creates and transactions: one body after the other to the same path, over and over. */
final class PostWork implements Workload {
    private final String name;
    private final Caller caller;
    private final int expectedStatus;
    private final byte[] head;
    private final List<byte[]> tails;
    private int next;

    PostWork(String name, Caller caller, String path, List<byte[]> bodies, int expectedStatus) {
        this.name = name;
        this.caller = caller;
        this.expectedStatus = expectedStatus;
        this.head = caller.head("POST", path);
        this.tails = bodies.stream().map(Caller::tail).toList();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void encode(int connection, ByteBuffer out) {
        out.put(head);
        caller.putAuthorization(out);
        out.put(tails.get(next));
        next = (next + 1) % tails.size();
    }

    @Override
    public Outcome judge(int connection, ResponseParser answer) {
        return answer.status() == expectedStatus ? Outcome.DONE : Outcome.FAILED;
    }
}
