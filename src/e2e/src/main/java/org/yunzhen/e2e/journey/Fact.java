package org.yunzhen.e2e.journey;

/** What is learnt on the way. */
enum Fact {
    /** Accounts. */
    PATIENT,
    DOCTOR,
    /** A patient who gave no consent. */
    SILENT_PATIENT,
    PAYING_PATIENT,
    CANCELLING_PATIENT,
    LATE_PATIENT,
    /** {@code HealthcareService/…}. */
    DEPARTMENT,
    /** {@code Slot/…}. */
    VISIT_SLOT,
    SMALL_SLOT,
    FEE_SLOT,
    /** {@code Appointment/…}. */
    APPOINTMENT,
    SILENT_APPOINTMENT,
    FEE_APPOINTMENT,
    CANCELLED_APPOINTMENT,
    /** {@code ClaimResponse/…}. */
    FEE_QUOTE,
    PRESCRIPTION_QUOTE,
    CONSENT_URI,
    /** {@code Encounter/…}. */
    ENCOUNTER,
    SILENT_ENCOUNTER,
    /** {@code Condition/…}. */
    CONDITION,
    OBSERVATION,
    /** {@code Task/…}. */
    PRESCRIPTION,
    MEDICATION_REQUEST,
    PICKUP_CODE,
    SECRET
}
