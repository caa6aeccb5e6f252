package org.yunzhen.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A line to a PostgreSQL that can fall silent: what is sent is taken, and nothing is answered. */
final class LineToPostgres implements AutoCloseable {
    private static final int PART_BYTES = 8192;

    private enum State {
        CARRIES,
        SILENT,
        GONE
    }

    private final ServerSocket door;
    private final int port;
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private volatile State state = State.CARRIES;

    private LineToPostgres(ServerSocket door, int port) {
        this.door = door;
        this.port = port;
    }

    /** A line to the PostgreSQL at a port of this machine. */
    static LineToPostgres to(int port) {
        try {
            ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            LineToPostgres line = new LineToPostgres(door, port);
            daemon(line::accept);
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String url() {
        return "postgresql://127.0.0.1:" + door.getLocalPort() + "/yunzhen";
    }

    /** From now on nothing comes through, on connections old and new. */
    void fallSilent() {
        state = State.SILENT;
        calls.forEach(call -> call.become(state));
    }

    /** What was held back comes through, as from a PostgreSQL that was paused. */
    void goOn() {
        state = State.CARRIES;
        calls.forEach(call -> call.become(state));
    }

    /**
     * As when another machine has taken over the address: new connections come through; on those of
     * before nothing will ever be answered, and whoever sends on one is told that nobody knows it.
     */
    void failOver() {
        state = State.CARRIES;
        calls.forEach(call -> call.become(State.GONE));
        calls.clear();
    }

    private void accept() {
        try {
            while (true) {
                Socket near = door.accept();
                Socket far = new Socket(InetAddress.getLoopbackAddress(), port);
                Call call = new Call(near, far, state);
                calls.add(call);
                daemon(call::carry);
                daemon(call::carryBack);
            }
        } catch (IOException closed) {
            calls.clear();
        }
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "line to postgres");
        thread.setDaemon(true);
        thread.start();
    }

    private static final class Call {
        private final Socket near;
        private final Socket far;
        private State state;

        Call(Socket near, Socket far, State state) {
            this.near = near;
            this.far = far;
            this.state = state;
        }

        synchronized void become(State now) {
            state = now;
            notifyAll();
            if (now == State.GONE) {
                end(far);
            }
        }

        private synchronized State state() {
            return state;
        }

        private synchronized boolean carries() throws InterruptedException {
            while (state == State.SILENT) {
                wait();
            }
            return state == State.CARRIES;
        }

        void carry() {
            byte[] part = new byte[PART_BYTES];
            try {
                for (int n = near.getInputStream().read(part);
                        n >= 0 && state() != State.GONE;
                        n = near.getInputStream().read(part)) {
                    if (carries()) {
                        far.getOutputStream().write(part, 0, n);
                    }
                }
                near.setSoLinger(true, 0);
            } catch (IOException hungUp) {
                end(far);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            end(near);
            end(far);
        }

        void carryBack() {
            byte[] part = new byte[PART_BYTES];
            try {
                for (int n = far.getInputStream().read(part);
                        n >= 0 && carries();
                        n = far.getInputStream().read(part)) {
                    near.getOutputStream().write(part, 0, n);
                }
            } catch (IOException hungUp) {
                end(far);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            if (state() != State.GONE) {
                end(near);
            }
        }

        private static void end(Socket socket) {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
