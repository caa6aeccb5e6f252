package org.yunzhen.hospital.settlement;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.yunzhen.hospital.fhir.Answer;
import org.yunzhen.hospital.fhir.Call;
import org.yunzhen.hospital.fhir.Inputs;

/** {@code Claim/$settle}. */
@ApplicationScoped
class SettleOperation implements BillOperation {
    private static final int PAYER_CHARACTERS_MAX = 128;

    private final SettleService settlements;

    SettleOperation(SettleService settlements) {
        this.settlements = settlements;
    }

    @Override
    public String name() {
        return "settle";
    }

    @Override
    public String description() {
        return "Pays what was quoted: the insurer's share and the patient's";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.required("quote", "Reference", "The quote's ClaimResponse"),
                Parameter.optional("payer", "string", "The cash channel's name of who pays"),
                Parameter.result("ClaimResponse", "The bill (use claim), naming its Invoice"));
    }

    @Override
    public Uni<Answer> run(Call call) {
        Inputs inputs = Inputs.of(call);
        String quote = inputs.requiredReference("quote", "ClaimResponse");
        Optional<String> payer = inputs.text("payer");
        if (payer.filter(p -> p.isBlank() || p.length() > PAYER_CHARACTERS_MAX).isPresent()) {
            throw Inputs.invalid("payer");
        }
        return settlements.settle(call, quote, payer).map(Answer::created);
    }
}
