package org.yunzhen.hospital.platform.boot;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Finds a port of 127.0.0.1 on which nobody listens. */
final class FreePort {
    private static final int TRIES = 20;

    /**
     * Where claims stand: beside the children's own address, so that they are in no child's way.
     */
    private static final byte[] CLAIMS = {127, 0, 0, 2};

    private FreePort() {}

    /**
     * The same for a child that will listen some time later: nobody who asks here is given the port
     * as long as the claim is held.
     */
    static ServerSocket claim(int wanted) throws IOException {
        BindException claimed = null;
        for (int i = 0; i < TRIES; i++) {
            try {
                int port = near(i == 0 ? wanted : 0);
                return new ServerSocket(port, 1, InetAddress.getByAddress(CLAIMS));
            } catch (BindException another) {
                claimed = another;
            }
        }
        throw claimed;
    }

    /** The wanted one if it is free, else any. */
    static int near(int wanted) throws IOException {
        try (ServerSocket held = hold(wanted)) {
            return held.getLocalPort();
        }
    }

    /** The same, kept from others until it is closed. */
    static ServerSocket hold(int wanted) throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted));
            return socket;
        } catch (IOException taken) {
            socket.close();
            return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        }
    }
}
