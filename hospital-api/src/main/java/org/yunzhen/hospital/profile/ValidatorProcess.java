package org.yunzhen.hospital.profile;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The process of {@code src/profile-validator}. A message is a count of parts, and each part its
 * length and its bytes. It knows nothing of this process: no environment, no file, no address.
 */
final class ValidatorProcess {
    private static final int PARTS_MAX = 8;
    private static final int PART_BYTES_MAX = 64 * 1024 * 1024;
    private static final String MAIN = "org.yunzhen.validator.ValidatorMain";

    private final Process process;
    private volatile boolean ended;
    private final DataInputStream in;
    private final DataOutputStream out;

    private ValidatorProcess(Process process) {
        this.process = process;
        this.in = new DataInputStream(new BufferedInputStream(process.getInputStream()));
        this.out = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
    }

    /** Starts one; it is not ready before its first message has come. */
    static ValidatorProcess start(String classPath, int memoryMb) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + memoryMb + "m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        classPath,
                        MAIN);
        builder.environment().clear();
        // or it could not read a class path that is not in ASCII
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        return new ValidatorProcess(builder.start());
    }

    /** The next message; waits for it. Fails when the process has ended. */
    List<byte[]> next() throws IOException {
        int parts = bounded(in.readInt(), PARTS_MAX);
        List<byte[]> message = new ArrayList<>();
        for (int i = 0; i < parts; i++) {
            byte[] part = new byte[bounded(in.readInt(), PART_BYTES_MAX)];
            in.readFully(part);
            message.add(part);
        }
        return message;
    }

    private static int bounded(int number, int max) throws IOException {
        if (number < 0 || number > max) {
            throw new IOException("not a message of the profile validator");
        }
        return number;
    }

    /** Sends a message. */
    void send(List<byte[]> message) throws IOException {
        out.writeInt(message.size());
        for (byte[] part : message) {
            out.writeInt(part.length);
            out.write(part);
        }
        out.flush();
    }

    boolean isAlive() {
        return !ended && process.isAlive();
    }

    /** Ends it, whatever it is doing: who waits for a message gets a failure. */
    void end() {
        ended = true; // it lives on for a moment
        process.destroyForcibly();
    }
}
