package org.yunzhen.hospital.settlement;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.yunzhen.hospital.fhir.Answer;
import org.yunzhen.hospital.fhir.Call;
import org.yunzhen.hospital.fhir.Inputs;
import org.yunzhen.hospital.store.Ids;

/** {@code Claim/$quote}. */
@ApplicationScoped
class QuoteOperation implements BillOperation {
    private static final String SUBJECT = "subject";

    private final QuoteService quotes;

    QuoteOperation(QuoteService quotes) {
        this.quotes = quotes;
    }

    @Override
    public String name() {
        return "quote";
    }

    @Override
    public String description() {
        return "What an appointment, a visit or a prescription costs, and who pays which part of it";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.required(SUBJECT, "Reference", "Appointment, Encounter or Task"),
                Parameter.optional("coverage", "Reference", "Coverage; without it: self-paid"),
                Parameter.optional("useAccount", "boolean", "Use the personal account"),
                Parameter.result("ClaimResponse", "The quote (use predetermination)"));
    }

    @Override
    public Uni<Answer> run(Call call) {
        return quotes.quote(call, wish(Inputs.of(call))).map(Answer::created);
    }

    private static QuoteService.Wish wish(Inputs inputs) {
        String subject =
                inputs.value(SUBJECT)
                        .orElseThrow(() -> Inputs.missing(SUBJECT))
                        .path("reference")
                        .asText("");
        String[] parts = subject.split("/", -1);
        if (parts.length != 2 || !Subjects.TYPES.contains(parts[0]) || !Ids.isValid(parts[1])) {
            throw Inputs.invalid(SUBJECT);
        }
        return new QuoteService.Wish(
                parts[0],
                parts[1],
                inputs.reference("coverage", "Coverage").orElse(null),
                inputs.flag("useAccount"));
    }
}
