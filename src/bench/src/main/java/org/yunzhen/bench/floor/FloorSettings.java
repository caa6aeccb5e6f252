package org.yunzhen.bench.floor;

import java.util.List;

/**
 * How the floor's server is laid out.
 *
 * @param port 0 for any free one; with more than one loop it must be fixed, for all loops share it
 * @param loops event loops
 * @param readConnections database connections of each loop for reads and searches
 * @param writeConnections database connections of each loop for inserts
 * @param pipelining statements under way on one connection
 */
public record FloorSettings(
        int port, int loops, int readConnections, int writeConnections, int pipelining) {

    static FloorSettings of(String[] args) {
        return new FloorSettings(
                Integer.parseInt(args[0]),
                Integer.parseInt(args[1]),
                Integer.parseInt(args[2]),
                Integer.parseInt(args[3]),
                Integer.parseInt(args[4]));
    }

    List<String> asArguments() {
        return List.of(
                String.valueOf(port),
                String.valueOf(loops),
                String.valueOf(readConnections),
                String.valueOf(writeConnections),
                String.valueOf(pipelining));
    }
}
