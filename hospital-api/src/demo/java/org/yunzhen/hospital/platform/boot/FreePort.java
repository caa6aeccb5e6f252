package org.yunzhen.hospital.platform.boot;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Finds a port of 127.0.0.1 on which nobody listens. */
final class FreePort {
    private FreePort() {}

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
