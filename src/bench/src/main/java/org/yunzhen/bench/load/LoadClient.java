package org.yunzhen.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A closed loop of keep-alive connections on the calling thread: each sends its next request when
 * the last is answered. Of its time per request nearly all is the two system calls, so that it
 * costs less than any server it measures.
 */
public final class LoadClient implements AutoCloseable {
    private static final long GRACE_NANOS = Duration.ofSeconds(15).toNanos();

    private final Selector selector;
    private final List<Connection> connections = new ArrayList<>();
    private final ByteBuffer shared = ByteBuffer.allocateDirect(512 * 1024);
    private Workload work;
    private Tally tally;
    private long deadline;
    private int waiting;

    /** Opens the connections; they stay open across phases. */
    public LoadClient(InetSocketAddress address, int connectionCount) throws IOException {
        selector = Selector.open();
        for (int i = 0; i < connectionCount; i++) {
            connections.add(new Connection(i, address, selector));
        }
    }

    /**
     * One phase: sends for this long, then waits for the answers under way, which count as well.
     *
     * @throws IOException when the server accepts no more connections
     */
    public Tally run(Workload phaseWork, Duration time) throws IOException {
        work = phaseWork;
        tally = new Tally();
        long start = System.nanoTime();
        deadline = start + time.toNanos();
        for (Connection connection : connections) {
            sendNext(connection);
        }
        while (waiting > 0) {
            selector.select(this::serve, 100);
            if (System.nanoTime() - deadline > GRACE_NANOS) {
                abandon();
            }
        }
        tally.lasted(Duration.ofNanos(System.nanoTime() - start));
        return tally;
    }

    private void sendNext(Connection connection) throws IOException {
        if (System.nanoTime() < deadline && !work.exhausted()) {
            waiting++;
            connection.send(work);
        }
    }

    private void serve(SelectionKey key) {
        if (!key.isValid()) {
            return;
        }
        Connection connection = (Connection) key.attachment();
        try {
            if (key.isWritable()) {
                connection.flush();
            }
            if (key.isReadable()) {
                receive(connection);
            }
        } catch (IOException | MalformedAnswerException broken) {
            lost(connection, broken.toString());
        }
    }

    private void receive(Connection connection) throws IOException {
        int length = connection.read(shared);
        if (length < 0) {
            ended(connection);
        } else if (connection.waiting && connection.parser.feed(shared)) {
            if (shared.hasRemaining()) {
                throw new MalformedAnswerException("bytes after the answer");
            }
            answered(connection);
        }
    }

    private void answered(Connection connection) throws IOException {
        account(connection);
        boolean reusable = !connection.parser.closes();
        connection.parser.next();
        if (!reusable) {
            connection.close();
        }
        sendNext(connection);
    }

    private void account(Connection connection) {
        long nanos = System.nanoTime() - connection.sentAt;
        connection.waiting = false;
        waiting--;
        ResponseParser answer = connection.parser;
        switch (work.judge(connection.number, answer)) {
            case DONE -> tally.done(answer.status(), nanos);
            case REFUSED -> tally.refused(answer.status());
            case FAILED ->
                    tally.failed(answer.status(), answer.status() + " " + answer.bodyStart());
        }
    }

    private void ended(Connection connection) throws IOException {
        if (connection.waiting && connection.parser.endOfStream()) {
            account(connection);
            connection.close();
            sendNext(connection);
        } else if (connection.waiting) {
            lost(connection, "the server closed the connection before its answer");
        } else {
            connection.close();
        }
    }

    private void lost(Connection connection, String what) {
        if (connection.waiting) {
            connection.waiting = false;
            waiting--;
            tally.failed(what);
        }
        try {
            connection.close();
            sendNext(connection);
        } catch (IOException gone) {
            throw new UncheckedIOException("the server is gone after: " + what, gone);
        }
    }

    private void abandon() throws IOException {
        for (Connection connection : connections) {
            if (connection.waiting) {
                connection.waiting = false;
                waiting--;
                tally.failed(
                        "no answer within "
                                + Duration.ofNanos(GRACE_NANOS).toSeconds()
                                + " s of the end");
                connection.close();
            }
        }
    }

    @Override
    public void close() throws IOException {
        for (Connection connection : connections) {
            connection.close();
        }
        selector.close();
    }
}
