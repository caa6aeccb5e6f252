package org.yunzhen.hospital.appointment;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.time.Period;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * What the rules of booking look at.
 *
 * @param patient the Patient as it is stored
 * @param today business day on which it is asked for
 */
record Booking(BookingWish wish, SlotFacts slot, JsonNode patient, LocalDate today) {

    /** How old the patient is on the day of the slot, where the birth date is known to the day. */
    Optional<Period> age() {
        try {
            LocalDate born = LocalDate.parse(patient.path("birthDate").asText());
            return born.isAfter(slot.day())
                    ? Optional.empty()
                    : Optional.of(Period.between(born, slot.day()));
        } catch (DateTimeParseException notToTheDay) {
            return Optional.empty();
        }
    }
}
