package org.yunzhen.hospital.appointment;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/** The life of an appointment: FHIR's statuses, and the one table of moves between them. */
enum AppointmentStatus {
    WAITLIST,
    /** A number is held and to be paid. */
    PENDING,
    BOOKED,
    /** The patient has checked in. */
    ARRIVED,
    FULFILLED,
    CANCELLED,
    NOSHOW;

    /** What can happen to an appointment. */
    enum Move {
        /** A number came free for one who waits, to be paid. */
        OFFER,
        /** A number came free for one who waits, and costs nothing. */
        GIVE,
        PAY,
        /** Paid after the hold's end while the number was still free. */
        REVIVE,
        CHECK_IN,
        FULFIL,
        /** By the patient, by the hold's end, or since the service is stopped. */
        CANCEL,
        /** The visit that was opened did not come about. */
        CANCEL_VISIT,
        MISS
    }

    private record Way(Set<AppointmentStatus> from, AppointmentStatus to) {}

    private static final Map<Move, Way> MOVES =
            Map.of(
                    Move.OFFER, new Way(Set.of(WAITLIST), PENDING),
                    Move.GIVE, new Way(Set.of(WAITLIST), BOOKED),
                    Move.PAY, new Way(Set.of(PENDING), BOOKED),
                    Move.REVIVE, new Way(Set.of(CANCELLED), BOOKED),
                    Move.CHECK_IN, new Way(Set.of(BOOKED), ARRIVED),
                    Move.FULFIL, new Way(Set.of(ARRIVED), FULFILLED),
                    Move.CANCEL, new Way(Set.of(WAITLIST, PENDING, BOOKED), CANCELLED),
                    Move.CANCEL_VISIT, new Way(Set.of(ARRIVED), CANCELLED),
                    Move.MISS, new Way(Set.of(BOOKED), NOSHOW));

    /** As FHIR writes it. */
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The status of a document.
     *
     * @throws IllegalStateException for one this workflow never writes
     */
    static AppointmentStatus of(String code) {
        for (AppointmentStatus status : values()) {
            if (status.code().equals(code)) {
                return status;
            }
        }
        throw new IllegalStateException("no status of this workflow: " + code);
    }

    /** Whether a move leads on from here. */
    boolean allows(Move move) {
        return MOVES.get(move).from().contains(this);
    }

    /**
     * Requires that a move leads on from here.
     *
     * @throws RefusedException 409 {@code wrong-state}, which names where it does
     */
    void requireFor(Move move) {
        if (!allows(move)) {
            String needed =
                    MOVES.get(move).from().stream()
                            .sorted()
                            .map(AppointmentStatus::code)
                            .collect(Collectors.joining(", "));
            throw new RefusedException(Refusal.WRONG_STATE, code(), needed);
        }
    }

    /**
     * Where a move leads.
     *
     * @throws RefusedException 409 {@code wrong-state} when it does not start here
     */
    AppointmentStatus after(Move move) {
        requireFor(move);
        return MOVES.get(move).to();
    }
}
