package org.yunzhen.e2e;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.yunzhen.e2e.journey.Walk;

/**
 * {@code java -jar journey.jar http://127.0.0.1:8080 [seed]}: walks the whole way of a patient
 * through a running demo hospital, prints a line per step and ends with an error when a promise was
 * broken. It may be run again and again on the same data.
 */
public final class Journey {
    private static final int USAGE = 2;

    private Journey() {}

    /** See {@link Journey}. */
    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        if (arguments.length < 1 || arguments.length > 2) {
            out.println("usage: journey.jar BASE [seed]");
            System.exit(USAGE);
        }
        long seed =
                arguments.length == 2 ? Long.parseLong(arguments[1]) : new Random().nextInt(99_999);
        Score score = Walk.through(new Hospital(arguments[0]), seed, out);
        System.exit(score.failed() == 0 ? 0 : 1);
    }
}
