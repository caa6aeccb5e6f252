package org.yunzhen.e2e.journey;

import java.util.List;
import org.yunzhen.e2e.BrokenPromiseException;
import org.yunzhen.e2e.Inputs;
import org.yunzhen.e2e.Reply;

/** The medicine is paid, handed over and the visit finished. */
final class DispensingChapter implements Chapter {
    private final Story story;

    DispensingChapter(Story story) {
        this.story = story;
    }

    @Override
    public List<Step> steps() {
        return List.of(
                new Step("the prescription is quoted with insurance, to the fen", this::quote),
                new Step(
                        "it is settled; bill and invoice agree, and the pharmacy reads it",
                        this::settle),
                new Step("with a wrong secret nothing is dispensed", this::wrongSecret),
                new Step("the holder dispenses; the prescription is completed", this::dispense),
                new Step("nothing is dispensed twice", this::twice),
                new Step("the doctor finishes the visit", this::finish));
    }

    private void quote() {
        Reply quote = payment().quote(story.need(Fact.PRESCRIPTION));
        Payment.addsUp(quote);
        story.keep(Fact.PRESCRIPTION_QUOTE, quote.reference());
    }

    private void settle() {
        Reply settled =
                payment().settle(story.need(Fact.PRESCRIPTION_QUOTE), story.key("pay-drugs"));
        payment().invoiceAgrees(settled, Payment.addsUp(settled));
        Reply task =
                story.hospital()
                        .as("pharmacy01")
                        .get("/fhir/" + story.need(Fact.PRESCRIPTION))
                        .expect(200);
        if (!task.json().path("input").findValuesAsText("valueCode").contains("paid")) {
            throw new BrokenPromiseException("the pharmacy does not read that it is paid for");
        }
    }

    private void wrongSecret() {
        dispensed("not the secret").refused(403, "lock-secret-wrong");
    }

    private void dispense() {
        Statuses.expect(dispensed(story.need(Fact.SECRET)).expect(200), "completed");
    }

    private void twice() {
        dispensed(story.need(Fact.SECRET)).expect(403, 409, 422);
    }

    private void finish() {
        Statuses.expect(
                story.as(Fact.DOCTOR)
                        .post("/fhir/" + story.need(Fact.ENCOUNTER) + "/$finish", Inputs.none())
                        .expect(200),
                "finished");
        Statuses.expect(
                story.as(Fact.PATIENT).get("/fhir/" + story.need(Fact.APPOINTMENT)).expect(200),
                "fulfilled");
    }

    private Reply dispensed(String secret) {
        Inputs inputs = Inputs.none().text("secret", "String", secret);
        inputs.resource("medicationDispense", Drugs.dispensed(story.need(Fact.MEDICATION_REQUEST)));
        return story.hospital()
                .as("pharmacy01")
                .post("/fhir/" + story.need(Fact.PRESCRIPTION) + "/$dispense", inputs);
    }

    private Payment payment() {
        return new Payment(story.as(Fact.PATIENT));
    }
}
