package org.yunzhen.e2e;

import java.util.List;
import java.util.Optional;

/** Books a number, pays it where it costs something, and perhaps gives it back. */
final class BookingErrand extends Errand {
    /** What is wanted. */
    enum Wish {
        /** A number for nothing. */
        FREE,
        /** The same, cancelled later. */
        FREE_CANCELLED,
        /** A number that is paid. */
        PAID,
        /** The same, cancelled later: the money goes back. */
        PAID_CANCELLED,
        /** A number that is held and never paid. */
        ABANDONED
    }

    private final Wish wish;
    private String appointment;
    private String quote;
    private boolean isCancelled;

    BookingErrand(String key, Wish wish, Caller patient, String slot) {
        super(key);
        this.wish = wish;
        Inputs who = Inputs.none().reference("patient", "Patient/" + patient.account());
        act(
                "$book",
                () -> keyed(patient, "book").post("/fhir/" + slot + "/$book", who),
                reply -> appointment = reply.reference());
        if (wish == Wish.PAID || wish == Wish.PAID_CANCELLED) {
            act(
                    "$quote",
                    () -> keyed(patient, "quote").post("/fhir/Claim/$quote", bill(patient)),
                    reply -> quote = reply.reference());
            act(
                    "$settle",
                    () ->
                            keyed(patient, "settle")
                                    .post(
                                            "/fhir/Claim/$settle",
                                            Inputs.none().reference("quote", quote)));
        }
        if (wish == Wish.FREE_CANCELLED || wish == Wish.PAID_CANCELLED) {
            act(
                    "$cancel",
                    () ->
                            keyed(patient, "cancel")
                                    .post("/fhir/" + appointment + "/$cancel", Inputs.none()),
                    reply -> isCancelled = true);
        }
    }

    private Inputs bill(Caller patient) {
        return Inputs.none()
                .reference("subject", appointment)
                .reference("coverage", "Coverage/" + patient.account())
                .flag("useAccount", true);
    }

    /** Booked and paid, or cancelled and nothing paid; nothing between, nothing else. */
    @Override
    Optional<String> fault(Books books) {
        if (appointment == null) {
            return Optional.empty();
        }
        String status = books.status(appointment);
        List<String> bills = books.bills(appointment);
        long paid = bills.stream().filter("settled"::equals).count();
        boolean right =
                switch (status) {
                    case "booked" ->
                            !isCancelled
                                    && wish != Wish.ABANDONED
                                    && paid == (quote == null ? 0 : 1);
                    case "cancelled" -> paid == 0 && (isCancelled || wish.ordinal() > 1);
                    default -> false;
                };
        return right
                ? Optional.empty()
                : Optional.of(
                        "%s of wish %s is %s, bills %s, refused %s"
                                .formatted(appointment, wish, status, bills, refusal()));
    }
}
