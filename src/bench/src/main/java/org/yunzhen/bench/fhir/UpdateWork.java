package org.yunzhen.bench.fhir;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.yunzhen.bench.load.ResponseParser;
import org.yunzhen.bench.load.Workload;

/**
 * Updates with {@code If-Match}: each connection has a resource of its own and sends the version
 * that the last answer's ETag named. The first update, and the one after a failure, comes without
 * If-Match.
 */
final class UpdateWork implements Workload {
    private static final byte[] IF_MATCH = Caller.ascii("If-Match: ");
    private static final byte[] END = {'\r', '\n'};
    private static final int BODIES = 2;

    private final Caller caller;
    private final List<byte[]> heads = new ArrayList<>();
    private final List<List<byte[]>> tails = new ArrayList<>();
    private final String[] versions;
    private int round;

    UpdateWork(Caller caller, SampleData data, int connections) {
        this.caller = caller;
        this.versions = new String[connections];
        for (int i = 0; i < connections; i++) {
            String id = "bench-u-%03d".formatted(i);
            heads.add(caller.head("PUT", "Observation/" + id));
            tails.add(bodies(data, id, i));
        }
    }

    private static List<byte[]> bodies(SampleData data, String id, int connection) {
        List<byte[]> bodies = new ArrayList<>();
        for (int i = 0; i < BODIES; i++) {
            bodies.add(Caller.tail(data.observationWithId(id, connection + i * data.patients())));
        }
        return bodies;
    }

    @Override
    public String name() {
        return Work.UPDATE.title();
    }

    @Override
    public void encode(int connection, ByteBuffer out) {
        out.put(heads.get(connection));
        caller.putAuthorization(out);
        if (versions[connection] != null) {
            out.put(IF_MATCH).put(Caller.ascii(versions[connection])).put(END);
        }
        out.put(tails.get(connection).get(round++ & (BODIES - 1)));
    }

    @Override
    public Outcome judge(int connection, ResponseParser answer) {
        boolean updated =
                (answer.status() == 200 || answer.status() == 201) && !answer.etag().isEmpty();
        versions[connection] = updated ? answer.etag() : null;
        return updated ? Outcome.DONE : Outcome.FAILED;
    }
}
