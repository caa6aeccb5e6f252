package org.yunzhen.validator;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Answers question after question. The first message it sends is empty: from then on all
 * definitions of R4 are loaded. It ends when its standard input does, whatever it is doing: who
 * asked is gone.
 */
public final class ValidatorMain {
    private ValidatorMain() {}

    /**
     * @param args none
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        try (FileOutputStream out = new FileOutputStream(FileDescriptor.out)) {
            // whatever a library prints must not stand between the messages
            System.setOut(new PrintStream(System.err, true, StandardCharsets.UTF_8));
            Frames frames = new Frames(System.in, out);
            BlockingQueue<List<byte[]>> asked = new LinkedBlockingQueue<>();
            Thread listener = new Thread(() -> listen(frames, asked), "questions");
            listener.setDaemon(true);
            listener.start();
            Judges judges = new Judges();
            judges.warmUp();
            frames.send(List.of());
            while (true) {
                frames.send(List.of(judges.answer(Question.of(asked.take()))));
            }
        }
    }

    private static void listen(Frames frames, BlockingQueue<List<byte[]>> asked) {
        try {
            for (List<byte[]> one = frames.next(); one != null; one = frames.next()) {
                asked.add(one);
            }
        } catch (IOException broken) {
            System.err.println("profile validator: " + broken.getMessage());
        }
        Runtime.getRuntime().halt(0);
    }
}
