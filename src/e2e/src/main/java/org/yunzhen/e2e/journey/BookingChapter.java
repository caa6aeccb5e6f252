package org.yunzhen.e2e.journey;

import java.util.List;
import org.yunzhen.e2e.BrokenPromiseException;
import org.yunzhen.e2e.Caller;
import org.yunzhen.e2e.Inputs;
import org.yunzhen.e2e.Reply;

/** Numbers are given once, run out, and come back. */
final class BookingChapter implements Chapter {
    private static final String BOOK_KEY = "book";
    private static final String NUMBER = "ticket-number";
    private static final int TRIES = 40;

    private final Story story;
    private final Slots slots;

    BookingChapter(Story story) {
        this.story = story;
        this.slots = new Slots(story);
    }

    @Override
    public List<Step> steps() {
        return List.of(
                new Step("a patient books and gets a number", this::book),
                new Step("the same key gives the same appointment again", this::again),
                new Step("the same key with another body is refused", this::otherBody),
                new Step("a second appointment of that day is refused", this::alreadyBooked),
                new Step("a red flag as reason gets no number", this::redFlag),
                new Step("each of a slot's patients has a number of their own", this::twoNumbers),
                new Step("when all numbers are taken the next is told so", this::soldOut),
                new Step("a cancelled number is back in the next read", this::cancel),
                new Step("nobody else reads or cancels an appointment", this::foreign),
                new Step("a workflow's instance is not written plainly", this::plainWrite));
    }

    private void book() {
        for (int i = 0; i < TRIES; i++) {
            String patient = story.cast().withHypertension();
            Reply reply = slots.book(patient, Fact.VISIT_SLOT, story.key(BOOK_KEY));
            if (!reply.refusals().contains("already-booked")) {
                booked(patient, reply.expect(201));
                return;
            }
        }
        throw new BrokenPromiseException("no patient is free today");
    }

    private void booked(String patient, Reply reply) {
        story.keep(Fact.PATIENT, patient);
        story.keep(Fact.APPOINTMENT, reply.reference());
        Statuses.expect(reply, "booked");
        if (reply.extensionNumber(NUMBER).isEmpty()) {
            throw new BrokenPromiseException("the appointment has no number");
        }
    }

    private void again() {
        Reply reply =
                slots.book(story.need(Fact.PATIENT), Fact.VISIT_SLOT, story.key(BOOK_KEY))
                        .expect(200, 201);
        if (!reply.reference().equals(story.need(Fact.APPOINTMENT))) {
            throw new BrokenPromiseException("another appointment: " + reply.reference());
        }
    }

    private void otherBody() {
        story.as(Fact.PATIENT)
                .once(story.key(BOOK_KEY))
                .post(
                        "/fhir/" + story.need(Fact.VISIT_SLOT) + "/$book",
                        Slots.wish(story.need(Fact.PATIENT)).text("reason", "String", "复诊"))
                .refused(409, "idempotency-mismatch");
    }

    private void alreadyBooked() {
        slots.book(story.need(Fact.PATIENT), Fact.VISIT_SLOT).refused(409, "already-booked");
    }

    private void redFlag() {
        String patient = story.cast().anybody();
        story.hospital()
                .as(patient)
                .post(
                        "/fhir/" + story.need(Fact.VISIT_SLOT) + "/$book",
                        Slots.wish(patient).text("reason", "String", "突发胸痛"))
                .refused(422, "red-flag");
    }

    private void twoNumbers() {
        Reply first = slots.bookSomebody(Fact.CANCELLING_PATIENT, Fact.SMALL_SLOT).expect(201);
        story.keep(Fact.CANCELLED_APPOINTMENT, first.reference());
        Reply second = slots.bookSomebody(Fact.LATE_PATIENT, Fact.SMALL_SLOT).expect(201);
        if (first.extensionNumber(NUMBER).equals(second.extensionNumber(NUMBER))) {
            throw new BrokenPromiseException("both have " + first.extensionNumber(NUMBER));
        }
    }

    private void soldOut() {
        slots.expect(Fact.SMALL_SLOT, "slot-remaining", 0);
        slots.bookSomebody(Fact.LATE_PATIENT, Fact.SMALL_SLOT).refused(409, "slot-sold-out");
    }

    private void cancel() {
        Reply reply =
                story.as(Fact.CANCELLING_PATIENT)
                        .post(
                                "/fhir/" + story.need(Fact.CANCELLED_APPOINTMENT) + "/$cancel",
                                Inputs.none().text("reason", "String", "临时有事"))
                        .expect(200);
        Statuses.expect(reply, "cancelled");
        slots.expect(Fact.SMALL_SLOT, "slot-remaining", 1);
        slots.book(story.need(Fact.LATE_PATIENT), Fact.SMALL_SLOT).expect(201);
        slots.expect(Fact.SMALL_SLOT, "slot-remaining", 0);
    }

    private void foreign() {
        Caller other = story.as(Fact.LATE_PATIENT);
        String path = "/fhir/" + story.need(Fact.APPOINTMENT);
        other.get(path).expect(403);
        other.post(path + "/$cancel", Inputs.none()).expect(403);
    }

    private void plainWrite() {
        Caller system = story.hospital().as("integration01");
        String path = "/fhir/" + story.need(Fact.APPOINTMENT);
        String document = system.get(path).expect(200).text();
        system.put(path, document.replace("\"booked\"", "\"cancelled\""))
                .refused(422, "use-operation");
        system.delete(path).refused(422, "use-operation");
    }
}
