package org.yunzhen.mappings.identifier;

/**
 * The URLs of our extensions, each with the type of its value and where it stands. Each has a
 * StructureDefinition among the published ones.
 */
public final class Extensions {

    private static final String BASE = Systems.BASE + "StructureDefinition/";

    /** Slot: valueInteger, numbers in all channels. */
    public static final String SLOT_CAPACITY = BASE + "slot-capacity";

    /** Slot: valueInteger, numbers still free at the moment of reading. */
    public static final String SLOT_REMAINING = BASE + "slot-remaining";

    /** Slot: nested per channel, {@code channel} valueCode and {@code capacity}. */
    public static final String SLOT_QUOTA = BASE + "slot-quota";

    /** Slot, Schedule, HealthcareService, Appointment, Encounter: valueMoney, the visit's fee. */
    public static final String FEE = BASE + "fee";

    /** Slot, Appointment, Encounter: valueCoding, the price item that the fee is of. */
    public static final String PRICE_ITEM = BASE + "price-item";

    /** ClaimResponse: valueReference, the Invoice of the bill. */
    public static final String INVOICE = BASE + "invoice";

    /** Appointment, Encounter: valuePositiveInt, the number within its slot. */
    public static final String TICKET_NUMBER = BASE + "ticket-number";

    /** Appointment: valueCode of {@code QuotaChannel}. */
    public static final String QUEUE_CHANNEL = BASE + "queue-channel";

    /** Appointment, Encounter: valuePositiveInt, place in the queue or on the waiting list. */
    public static final String QUEUE_POSITION = BASE + "queue-position";

    /** Appointment: valueInstant, when an unpaid number returns. */
    public static final String HOLD_EXPIRES = BASE + "hold-expires";

    /** Appointment: valueUri, a consent text to be signed; in the answer of a check-in alone. */
    public static final String CONSENT_NEEDED = BASE + "consent-needed";

    /** Slot, Appointment, Encounter: valueCode of {@code VisitKind}. */
    public static final String VISIT_KIND = BASE + "visit-kind";

    /** Encounter: nested, {@code evidence} valueReference, {@code by} and {@code at}. */
    public static final String FOLLOW_UP_CONFIRMED = BASE + "follow-up-confirmed";

    /**
     * Encounter: nested, {@code why} valueCode, {@code reason} and {@code guidance} valueString.
     */
    public static final String VISIT_ENDED = BASE + "visit-ended";

    /** Practitioner: valueInteger, years of independent practice. */
    public static final String INDEPENDENT_YEARS = BASE + "independent-years";

    /** Practitioner: valueCodeableConcept, the professional title. */
    public static final String PROFESSIONAL_TITLE = BASE + "professional-title";

    /** Practitioner, Patient: valueInstant, when the real name was verified. */
    public static final String REAL_NAME_VERIFIED = BASE + "real-name-verified";

    /** Practitioner: nested, insurer, policy number and period. */
    public static final String LIABILITY_INSURANCE = BASE + "liability-insurance";

    /** Patient.gender: valueCoding of GB/T 2261.1. */
    public static final String NATIONAL_SEX = BASE + "national-sex";

    /** Patient: valueCoding of the ethnic group. */
    public static final String ETHNIC_GROUP = BASE + "ethnic-group";

    /** Medication, MedicationKnowledge, ChargeItemDefinition: valueCode of class A, B or C. */
    public static final String INSURANCE_CLASS = BASE + "insurance-class";

    /** Medication, MedicationKnowledge: valueCode of {@code MedicineCategory}, repeats. */
    public static final String MEDICINE_CATEGORY = BASE + "medicine-category";

    /** MedicationKnowledge: valueCode of {@code MedicineMark}, repeats. */
    public static final String MEDICINE_MARK = BASE + "medicine-mark";

    /** MedicationKnowledge: valueString, the strength as the package prints it. */
    public static final String MEDICINE_STRENGTH = BASE + "medicine-strength";

    /** MedicationKnowledge: valueCode of an allergy that forbids it, repeats. */
    public static final String ALLERGEN = BASE + "allergen";

    /**
     * MedicationKnowledge: valueUnsignedInt, the longest supply in days that may be prescribed
     * online; 0: none.
     */
    public static final String ONLINE_DAYS_MAX = BASE + "online-days-max";

    /**
     * MedicationRequest: valueString, why the doctor insists on a finding that can be overridden.
     */
    public static final String OVERRIDE_REASON = BASE + "override-reason";

    /** OperationOutcome.issue: valueBoolean, a reason would let it pass. */
    public static final String OVERRIDABLE = BASE + "overridable";

    /** Task: valueInstant, the end of the prescription's validity. */
    public static final String VALID_UNTIL = BASE + "valid-until";

    /** Task.input: valueReference, the pharmacy that holds or dispensed the line. */
    public static final String HELD_BY = BASE + "held-by";

    /** Provenance: valueBase64Binary, the X.509 certificate (DER) of who signed. */
    public static final String SIGNING_CERTIFICATE = BASE + "signing-certificate";

    /** MedicationDispense: valueIdentifier, the trace code of a package, repeats. */
    public static final String TRACE_CODE = BASE + "trace-code";

    /** Consent: valueCanonical, the text and version that was shown. */
    public static final String CONSENT_TEXT = BASE + "consent-text";

    /** ClaimResponse: valueMoney, what is left in the personal account. */
    public static final String ACCOUNT_BALANCE = BASE + "account-balance";

    /** AuditEvent: valueString, the rule of access that decided. */
    public static final String DECIDING_RULE = BASE + "deciding-rule";

    /** AuditEvent: valueString, the {@code X-Request-Id} of the request it tells of. */
    public static final String REQUEST_ID = BASE + "request-id";

    private Extensions() {}
}
