package org.yunzhen.e2e.journey;

import java.util.List;
import org.yunzhen.e2e.BrokenPromiseException;
import org.yunzhen.e2e.Caller;
import org.yunzhen.e2e.Inputs;
import org.yunzhen.e2e.Reply;

/** Of all pharmacies the one with the patient's code gets the prescription, and only one. */
final class PharmacyChapter implements Chapter {
    private final Story story;

    PharmacyChapter(Story story) {
        this.story = story;
    }

    @Override
    public List<Step> steps() {
        return List.of(
                new Step("a pharmacy without the code gets nothing", this::withoutCode),
                new Step("a pharmacy with the code claims the prescription", this::claim),
                new Step("a second pharmacy with the same code is refused", this::second),
                new Step("the holder asks again and gets the same secret", this::again));
    }

    private void withoutCode() {
        Caller pharmacy = pharmacy("pharmacy01");
        pharmacy.get("/fhir/" + story.need(Fact.PRESCRIPTION)).expect(403);
        claim(pharmacy, "AAAA-BBBB-CCCC").refused(403, "pickup-code-invalid");
    }

    private void claim() {
        Reply reply = claim(pharmacy("pharmacy01"), story.need(Fact.PICKUP_CODE)).expect(200);
        String secret = reply.parameter("secret").asText();
        String bundle = reply.parameter("prescription").path("resourceType").asText();
        if (secret.isEmpty() || !bundle.equals("Bundle")) {
            throw new BrokenPromiseException("no secret or no signed Bundle");
        }
        story.keep(Fact.SECRET, secret);
    }

    private void second() {
        claim(pharmacy("pharmacy02"), story.need(Fact.PICKUP_CODE))
                .refused(409, "claimed-by-another");
    }

    private void again() {
        Reply reply = claim(pharmacy("pharmacy01"), story.need(Fact.PICKUP_CODE)).expect(200);
        if (!story.need(Fact.SECRET).equals(reply.parameter("secret").asText())) {
            throw new BrokenPromiseException("another secret");
        }
    }

    private Caller pharmacy(String account) {
        return story.hospital().as(account);
    }

    private static Reply claim(Caller pharmacy, String code) {
        return pharmacy.post("/fhir/Task/$claim", Inputs.none().text("code", "String", code));
    }
}
