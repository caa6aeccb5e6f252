package org.yunzhen.bench.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** One keep-alive connection with at most one request under way. */
final class Connection {
    private static final int REQUEST_LIMIT = 256 * 1024;

    final int number;
    final ResponseParser parser = new ResponseParser();
    private final InetSocketAddress address;
    private final Selector selector;
    private final ByteBuffer out = ByteBuffer.allocateDirect(REQUEST_LIMIT);
    private SocketChannel channel;
    private SelectionKey key;
    long sentAt;
    boolean waiting;

    Connection(int number, InetSocketAddress address, Selector selector) throws IOException {
        this.number = number;
        this.address = address;
        this.selector = selector;
        open();
    }

    private void open() throws IOException {
        channel = SocketChannel.open(address);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        key = channel.register(selector, SelectionKey.OP_READ, this);
        parser.next();
    }

    /**
     * Encodes and sends, over a new connection if the last is closed; the clock of the latency
     * starts after that.
     */
    void send(Workload work) throws IOException {
        if (!channel.isOpen()) {
            open();
        }
        out.clear();
        work.encode(number, out);
        out.flip();
        waiting = true;
        sentAt = System.nanoTime();
        flush();
    }

    /** Writes what is left; listens for room when the socket is full. */
    void flush() throws IOException {
        channel.write(out);
        int wanted =
                out.hasRemaining()
                        ? SelectionKey.OP_READ | SelectionKey.OP_WRITE
                        : SelectionKey.OP_READ;
        if (key.interestOps() != wanted) {
            key.interestOps(wanted);
        }
    }

    /** Reads once into the shared buffer, ready to be parsed; -1 at the end of the stream. */
    int read(ByteBuffer shared) throws IOException {
        shared.clear();
        int length = channel.read(shared);
        shared.flip();
        return length;
    }

    void close() throws IOException {
        key.cancel();
        channel.close();
    }
}
