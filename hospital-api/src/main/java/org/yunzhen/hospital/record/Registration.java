package org.yunzhen.hospital.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Pattern;
import org.yunzhen.hospital.fhir.Call;
import org.yunzhen.hospital.fhir.Inputs;
import org.yunzhen.mappings.identifier.ResidentId;
import org.yunzhen.mappings.json.FhirJson;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/**
 * Somebody who registers.
 *
 * @param person who
 * @param phone how they are reached
 * @param child whose guardian they say they are
 */
record Registration(Identity person, String phone, Optional<Identity> child) {
    private static final int ADULT_YEARS = 18;
    private static final int NAME_CHARACTERS_MAX = 100;
    private static final Pattern PHONE = Pattern.compile("\\+?[0-9][0-9 -]{4,18}[0-9]");

    /** A resident identity number and the name that belongs to it. */
    record Identity(ResidentId residentId, String name) {
        boolean isChildOn(LocalDate day) {
            return residentId.ageOn(day) < ADULT_YEARS;
        }

        LocalDate grownUp() {
            return Registration.grownUp(residentId.birthDate());
        }
    }

    /** When who was born on a day is of age. */
    static LocalDate grownUp(LocalDate birth) {
        return birth.plusYears(ADULT_YEARS);
    }

    /**
     * @throws RefusedException 400 or 422 when something is missing or wrong
     */
    static Registration of(Call call, LocalDate today) {
        Inputs inputs = Inputs.of(call);
        Identity person =
                identity(inputs.requiredText("residentId"), inputs.requiredText("name"), today);
        String phone = inputs.requiredText("phone");
        if (!PHONE.matcher(phone).matches()) {
            throw Inputs.invalid("phone");
        }
        Optional<Identity> child =
                inputs.named("guardianOf").stream().findFirst().map(part -> child(part, today));
        if (child.isPresent() && person.isChildOn(today)) {
            throw new RefusedException(Refusal.GUARDIAN_REQUIRED);
        }
        return new Registration(person, phone, child);
    }

    private static Identity child(JsonNode guardianOf, LocalDate today) {
        ObjectNode parts = FhirJson.object();
        for (JsonNode part : guardianOf.path("part")) {
            parts.put(part.path("name").asText(), Inputs.value(part).asText(""));
        }
        String residentId = parts.path("residentId").asText("");
        String name = parts.path("name").asText("");
        if (residentId.isBlank() || name.isBlank()) {
            throw Inputs.missing("guardianOf");
        }
        Identity child = identity(residentId, name, today);
        if (!child.isChildOn(today)) {
            throw new RefusedException(Refusal.PROXY_NOT_ALLOWED);
        }
        return child;
    }

    private static Identity identity(String residentId, String name, LocalDate today) {
        ResidentId id =
                ResidentId.parse(residentId, today)
                        .orElseThrow(
                                () ->
                                        new RefusedException(
                                                Refusal.IDENTIFIER_INVALID, "residentId"));
        if (name.length() > NAME_CHARACTERS_MAX) {
            throw Inputs.invalid("name");
        }
        return new Identity(id, name.strip());
    }
}
