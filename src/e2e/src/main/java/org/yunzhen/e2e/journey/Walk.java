package org.yunzhen.e2e.journey;

import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.yunzhen.e2e.BrokenPromiseException;
import org.yunzhen.e2e.Hospital;
import org.yunzhen.e2e.Score;

/** Walks all chapters, whatever breaks on the way, and keeps the score. */
public final class Walk {
    private static final int REASON_CHARACTERS = 400;

    private Walk() {}

    /**
     * Walks the journey.
     *
     * @param seed chooses the patients; the same on unused data chooses the same
     * @param out where a line per step is printed
     */
    public static Score through(Hospital hospital, long seed, PrintStream out) {
        out.println("journey at " + hospital.base() + ", seed " + seed);
        Score score = new Score(0, 0);
        try (Story story = new Story(hospital, seed)) {
            for (Step step : steps(story).toList()) {
                Optional<String> broken = broken(step);
                out.println(broken.map(why -> "FAILED  ").orElse("passed  ") + step.promise());
                broken.ifPresent(why -> out.println("        " + why));
                score = score.and(broken.isEmpty());
            }
        }
        out.println(score);
        return score;
    }

    private static Stream<Step> steps(Story story) {
        return Stream.of(
                        new DoorChapter(story),
                        new TriageChapter(story),
                        new ShiftChapter(story),
                        new BookingChapter(story),
                        new FeeChapter(story),
                        new ArrivalChapter(story),
                        new VisitChapter(story),
                        new FindingsChapter(story),
                        new PrescriptionChapter(story),
                        new PharmacyChapter(story),
                        new DispensingChapter(story),
                        new RecordChapter(story))
                .map(Chapter::steps)
                .flatMap(List::stream);
    }

    /** Why a step failed. To stumble over an answer is a broken promise like any other. */
    private static Optional<String> broken(Step step) {
        try {
            step.trial().run();
            return Optional.empty();
        } catch (BrokenPromiseException e) {
            return Optional.of(e.getMessage());
        } catch (BaseServerResponseException e) {
            String body = String.valueOf(e.getResponseBody());
            return Optional.of(
                    e.getStatusCode()
                            + " "
                            + body.substring(0, Math.min(body.length(), REASON_CHARACTERS)));
        } catch (RuntimeException e) {
            return Optional.of("stumbled over the answer: " + e);
        }
    }
}
