package org.yunzhen.hospital.event;

/** Names of the events in which capability rooms meet. The subject is named in each comment. */
public final class Kinds {
    /** Appointment: a number was given and needs no payment, or was paid. */
    public static final String APPOINTMENT_BOOKED = "appointment.booked";

    /** Appointment: a number is held until it is paid. */
    public static final String APPOINTMENT_HELD = "appointment.held";

    /** Appointment: cancelled by patient, stop of service, or expiry of its hold. */
    public static final String APPOINTMENT_CANCELLED = "appointment.cancelled";

    /** Appointment: the patient did not come. */
    public static final String APPOINTMENT_NOSHOW = "appointment.noshow";

    /** Appointment: moved to another slot. */
    public static final String APPOINTMENT_MOVED = "appointment.moved";

    /** Appointment: the patient is here; a visit is to be opened. */
    public static final String APPOINTMENT_CHECKED_IN = "appointment.checked-in";

    /** Appointment: paid after its number was lost; the money goes back in full. */
    public static final String APPOINTMENT_UNFULFILLABLE = "appointment.unfulfillable";

    /** Encounter: opened in the waiting room. */
    public static final String VISIT_OPENED = "visit.opened";

    /** Encounter: a doctor took it. */
    public static final String VISIT_ACCEPTED = "visit.accepted";

    /** Encounter: paused or resumed. */
    public static final String VISIT_MOVED = "visit.moved";

    /** Encounter: finished by the doctor. */
    public static final String VISIT_FINISHED = "visit.finished";

    /** Encounter: ended because it is unsuitable online, or cancelled; what was paid goes back. */
    public static final String VISIT_CANCELLED = "visit.cancelled";

    /** Communication: a message of a visit. */
    public static final String MESSAGE_SENT = "message.sent";

    /** Task: a prescription was signed and waits for review. */
    public static final String PRESCRIPTION_SIGNED = "prescription.signed";

    /** Task: reviewed; approved and circulating, or returned. */
    public static final String PRESCRIPTION_REVIEWED = "prescription.reviewed";

    /** Task: claimed, released, dispensed, revoked or expired. */
    public static final String PRESCRIPTION_MOVED = "prescription.moved";

    /** The subject of a bill (Appointment, Encounter or prescription Task): settled in full. */
    public static final String BILL_SETTLED = "bill.settled";

    /** The subject of a settled bill: it is being given back; what is not yet used ends with it. */
    public static final String BILL_REFUNDING = "bill.refunding";

    /** Task: a bill does not add up and waits for an operator. */
    public static final String BILL_HELD = "bill.held";

    /** Task: an operator has decided how a held bill goes on. */
    public static final String BILL_RELEASED = "bill.released";

    /** The subject of a bill: refunded in full. */
    public static final String BILL_REFUNDED = "bill.refunded";

    private Kinds() {}
}
