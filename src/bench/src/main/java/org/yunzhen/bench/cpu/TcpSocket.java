package org.yunzhen.bench.cpu;

/**
 * One line of {@code /proc/net/tcp} or {@code tcp6}.
 *
 * @param localPort port on this side
 * @param remotePort port on the other side, 0 when listening
 * @param listening waits for connections
 * @param inode the socket's inode, as the descriptors of its process name it
 */
record TcpSocket(int localPort, int remotePort, boolean listening, long inode) {
    private static final String LISTEN = "0A";

    static TcpSocket of(String line) {
        String[] fields = line.strip().split("\\s+");
        return new TcpSocket(
                port(fields[1]),
                port(fields[2]),
                fields[3].equals(LISTEN),
                Long.parseLong(fields[9]));
    }

    private static int port(String addressAndPort) {
        return Integer.parseInt(addressAndPort.substring(addressAndPort.indexOf(':') + 1), 16);
    }
}
