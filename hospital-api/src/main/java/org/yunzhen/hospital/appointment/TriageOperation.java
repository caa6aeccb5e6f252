package org.yunzhen.hospital.appointment;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.yunzhen.hospital.access.Role;
import org.yunzhen.hospital.fhir.Answer;
import org.yunzhen.hospital.fhir.Call;
import org.yunzhen.hospital.fhir.Inputs;
import org.yunzhen.hospital.fhir.Operation;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.rule.Rule;
import org.yunzhen.mappings.triage.Complaint;
import org.yunzhen.mappings.triage.Sex;
import org.yunzhen.mappings.triage.TriageAnswer;

/**
 * {@code HealthcareService/$triage}: from a complaint to departments, or to emergency advice
 * ({@link Rule#R04}). Needs no token and keeps nothing.
 */
@ApplicationScoped
class TriageOperation implements Operation {
    private static final int OK = 200;
    private static final int MONTHS_OF_YEAR = 12;
    private static final Set<String> SEXES = Set.of("male", "female", "other", "unknown");

    private static final Parameter MATCHED =
            out("matched", 0, "*", "string", "The caller's own words, or codes, that led there");

    private final TriageDesk triage;

    TriageOperation(TriageDesk triage) {
        this.triage = triage;
    }

    @Override
    public String type() {
        return "HealthcareService";
    }

    @Override
    public String name() {
        return "triage";
    }

    @Override
    public Level level() {
        return Level.TYPE;
    }

    @Override
    public Set<Role> callers() {
        return EnumSet.allOf(Role.class);
    }

    @Override
    public boolean changes() {
        return false;
    }

    @Override
    public String description() {
        return "Leads a complaint to departments by rules, or to emergency advice; no diagnosis";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.optional("complaint", "string", "In the patient's words, zh or en"),
                Parameter.many("symptom", 0, "code", "Symptoms of the rules, or ICD-10 codes"),
                Parameter.optional("age", "integer", "Completed years"),
                Parameter.optional("ageMonths", "integer", "Completed months, instead of age"),
                Parameter.optional("sex", "code", "administrative-gender"),
                out("outcome", 1, "1", "code", "department, red-flag, unclear"),
                out("advice", 1, "1", "string", "To be shown with the answer"),
                out("question", 0, "1", "string", "To be asked back where it is unclear"),
                out("rule", 0, "1", "code", "R04, where a red flag stands"),
                out("department", 0, "*", "Element", "The best first")
                        .of(
                                out("reference", 1, "1", "Reference", "HealthcareService"),
                                out("rule", 1, "1", "code", "Which led there"),
                                out("reason", 1, "1", "string", "Name of the rule"),
                                MATCHED),
                out("redFlag", 0, "*", "Element", "The gravest first")
                        .of(
                                out("rule", 1, "1", "code", "Which raised it"),
                                out("name", 1, "1", "string", "What it is"),
                                out("advice", 1, "1", "string", "What to do until help comes"),
                                MATCHED),
                out("rulesVersion", 1, "1", "string", "Version of the rules"));
    }

    private static Parameter out(
            String name, int min, String max, String type, String documentation) {
        return new Parameter(name, "out", min, max, type, documentation);
    }

    @Override
    public Uni<Answer> run(Call call, Tx tx) {
        Complaint complaint = complaint(Inputs.of(call));
        TriageAnswerDocument document = new TriageAnswerDocument(call.language());
        TriageAnswer answer = triage.assess(complaint, BusinessTime.day(tx.now()));
        return Uni.createFrom().item(Answer.document(OK, document.of(answer)));
    }

    private static Complaint complaint(Inputs inputs) {
        String text = inputs.text("complaint").orElse("");
        List<String> symptoms =
                inputs.named("symptom").stream().map(TriageOperation::symptom).toList();
        if (text.isBlank() && symptoms.isEmpty()) {
            throw Inputs.missing("complaint");
        }
        if (text.codePointCount(0, text.length()) > Complaint.MAX_TEXT) {
            throw Inputs.invalid("complaint");
        }
        if (symptoms.size() > Complaint.MAX_CODES) {
            throw Inputs.invalid("symptom");
        }
        return new Complaint(text, symptoms, ageMonths(inputs), sex(inputs));
    }

    private static String symptom(JsonNode parameter) {
        JsonNode value = Inputs.value(parameter);
        String code = value.isTextual() ? value.textValue() : value.path("code").textValue();
        if (code == null || code.isBlank()) {
            throw Inputs.invalid("symptom");
        }
        return code;
    }

    private static OptionalInt ageMonths(Inputs inputs) {
        OptionalInt months = number(inputs, "ageMonths", 1);
        return months.isPresent() ? months : number(inputs, "age", MONTHS_OF_YEAR);
    }

    private static OptionalInt number(Inputs inputs, String name, int months) {
        Optional<String> given =
                inputs.value(name).isPresent()
                        ? inputs.value(name).map(JsonNode::asText)
                        : inputs.text(name);
        if (given.isEmpty()) {
            return OptionalInt.empty();
        }
        if (!given.get().matches("\\d{1,4}")) {
            throw Inputs.invalid(name);
        }
        int value = Integer.parseInt(given.get()) * months;
        if (value > Complaint.MAX_AGE_MONTHS) {
            throw Inputs.invalid(name);
        }
        return OptionalInt.of(value);
    }

    private static Optional<Sex> sex(Inputs inputs) {
        Optional<String> code = inputs.text("sex");
        if (code.isPresent() && !SEXES.contains(code.get())) {
            throw Inputs.invalid("sex");
        }
        return Sex.fromAdministrativeGender(code.orElse(null));
    }
}
