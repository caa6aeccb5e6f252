package org.yunzhen.hospital.appointment;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.yunzhen.mappings.refusal.Issue;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.rule.Rule;
import org.yunzhen.mappings.triage.Complaint;
import org.yunzhen.mappings.triage.Sex;
import org.yunzhen.mappings.triage.TriageAnswer;

/** {@link Rule#R04}: who describes an emergency is sent to one, and gets no number. */
@ApplicationScoped
class ReasonIsNoEmergency implements BookingRule {
    private static final int MONTHS_OF_YEAR = 12;

    private final TriageDesk triage;

    ReasonIsNoEmergency(TriageDesk triage) {
        this.triage = triage;
    }

    @Override
    public Optional<Issue> check(Booking booking) {
        if (booking.wish().reason() == null) {
            return Optional.empty();
        }
        if (triage.assess(complaint(booking), booking.today())
                instanceof TriageAnswer.Emergency emergency) {
            return Optional.of(
                    Issue.of(Refusal.RED_FLAG)
                            .at("Parameters.parameter.where(name='reason')")
                            .with("red-flag", emergency.redFlagId()));
        }
        return Optional.empty();
    }

    private static Complaint complaint(Booking booking) {
        OptionalInt months =
                booking.age()
                        .map(age -> age.getYears() * MONTHS_OF_YEAR + age.getMonths())
                        .filter(count -> count <= Complaint.MAX_AGE_MONTHS)
                        .map(OptionalInt::of)
                        .orElse(OptionalInt.empty());
        return new Complaint(
                booking.wish().reason(),
                List.of(),
                months,
                Sex.fromAdministrativeGender(booking.patient().path("gender").textValue()));
    }
}
