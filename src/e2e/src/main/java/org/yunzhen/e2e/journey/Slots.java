package org.yunzhen.e2e.journey;

import java.math.BigDecimal;
import org.yunzhen.e2e.BrokenPromiseException;
import org.yunzhen.e2e.Inputs;
import org.yunzhen.e2e.Reply;

/** How an app looks at slots and books them. */
final class Slots {
    private static final int TRIES = 40;

    private final Story story;

    Slots(Story story) {
        this.story = story;
    }

    /** Reads a slot and compares a number of it. */
    void expect(Fact slot, String extension, int number) {
        Reply reply =
                story.hospital().as("operator01").get("/fhir/" + story.need(slot)).expect(200);
        BigDecimal found =
                reply.extensionNumber(extension)
                        .orElseThrow(
                                () -> new BrokenPromiseException("no " + extension + " is told"));
        if (found.intValueExact() != number) {
            throw new BrokenPromiseException(extension + " is " + found + " instead of " + number);
        }
    }

    Reply book(String account, Fact slot) {
        return story.hospital().as(account).post(path(slot), wish(account));
    }

    Reply book(String account, Fact slot, String key) {
        return story.hospital().as(account).once(key).post(path(slot), wish(account));
    }

    /** Books for whoever is free on that day; the account is kept under a name. */
    Reply bookSomebody(Fact account, Fact slot) {
        for (int i = 0; i < TRIES; i++) {
            String patient = story.cast().anybody();
            Reply reply = book(patient, slot);
            if (!reply.refusals().contains("already-booked")) {
                story.keep(account, patient);
                return reply;
            }
        }
        throw new BrokenPromiseException("no patient is free that day");
    }

    static Inputs wish(String account) {
        return Inputs.none().reference("patient", "Patient/" + account);
    }

    private String path(Fact slot) {
        return "/fhir/" + story.need(slot) + "/$book";
    }
}
