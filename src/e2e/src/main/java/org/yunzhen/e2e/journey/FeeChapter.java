package org.yunzhen.e2e.journey;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.yunzhen.e2e.BrokenPromiseException;
import org.yunzhen.e2e.Reply;

/** An appointment that costs something is held until it is paid. */
final class FeeChapter implements Chapter {
    private static final String PAY_KEY = "pay-fee";

    private final Story story;

    FeeChapter(Story story) {
        this.story = story;
    }

    @Override
    public List<Step> steps() {
        return List.of(
                new Step("an appointment with a fee is only held", this::hold),
                new Step("its quote adds up", this::quote),
                new Step("settling the quote books the appointment", this::settle),
                new Step("settling again charges nothing more", this::settleAgain));
    }

    private void hold() {
        Reply reply = new Slots(story).bookSomebody(Fact.PAYING_PATIENT, Fact.FEE_SLOT).expect(201);
        Statuses.expect(reply, "pending");
        boolean ends = false;
        for (JsonNode extension : reply.json().path("extension")) {
            ends |= extension.path("url").asText().endsWith("/hold-expires");
        }
        if (!ends) {
            throw new BrokenPromiseException("the hold has no end");
        }
        story.keep(Fact.FEE_APPOINTMENT, reply.reference());
    }

    private void quote() {
        Reply quote = payment().quote(story.need(Fact.FEE_APPOINTMENT));
        Payment.addsUp(quote);
        story.keep(Fact.FEE_QUOTE, quote.reference());
    }

    private void settle() {
        Reply settled = payment().settle(story.need(Fact.FEE_QUOTE), story.key(PAY_KEY));
        payment().invoiceAgrees(settled, Payment.addsUp(settled));
        Statuses.expect(
                story.as(Fact.PAYING_PATIENT)
                        .get("/fhir/" + story.need(Fact.FEE_APPOINTMENT))
                        .expect(200),
                "booked");
    }

    private void settleAgain() {
        Payment payment = payment();
        Reply first = payment.settle(story.need(Fact.FEE_QUOTE), story.key(PAY_KEY));
        Reply other = payment.settle(story.need(Fact.FEE_QUOTE), story.key(PAY_KEY + "-2"));
        if (!first.reference().equals(other.reference())) {
            throw new BrokenPromiseException(
                    "two bills: " + first.reference() + " and " + other.reference());
        }
    }

    private Payment payment() {
        return new Payment(story.as(Fact.PAYING_PATIENT));
    }
}
