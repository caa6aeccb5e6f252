package org.yunzhen.bench.fhir;

import java.nio.ByteBuffer;
import java.util.List;
import org.yunzhen.bench.load.ResponseParser;
import org.yunzhen.bench.load.Workload;

/** Reads and searches: one path after the other, over and over. */
final class GetWork implements Workload {
    private static final byte[] END = {'\r', '\n'};

    private final String name;
    private final Caller caller;
    private final List<byte[]> heads;
    private int next;

    GetWork(String name, Caller caller, List<String> paths) {
        this.name = name;
        this.caller = caller;
        this.heads = paths.stream().map(path -> caller.head("GET", path)).toList();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void encode(int connection, ByteBuffer out) {
        out.put(heads.get(next));
        next = (next + 1) % heads.size();
        caller.putAuthorization(out);
        out.put(END);
    }

    @Override
    public Outcome judge(int connection, ResponseParser answer) {
        return answer.status() == 200 ? Outcome.DONE : Outcome.FAILED;
    }
}
