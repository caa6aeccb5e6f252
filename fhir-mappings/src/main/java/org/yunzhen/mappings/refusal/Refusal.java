package org.yunzhen.mappings.refusal;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.yunzhen.mappings.code.Language;
import org.yunzhen.mappings.identifier.Systems;
import org.yunzhen.mappings.rule.Rule;

/**
 * The catalogue of refusals: whatever this service declines to do, it declines with one of these.
 *
 * <p>A code is stable for ever: apps decide by it. Its texts, in {@link ChineseTexts} and {@link
 * EnglishTexts}, may be reworded. Arguments are shown to the caller and written to logs, so they
 * never hold personal data. Within a group the order is that of the checks: shape, caller,
 * existence, status, rule, scarcity.
 */
public enum Refusal {
    // the request cannot be read
    MALFORMED_REQUEST(400, IssueType.STRUCTURE),
    MALFORMED_JSON(400, IssueType.STRUCTURE),
    MALFORMED_XML(400, IssueType.STRUCTURE),
    DOCTYPE_NOT_ALLOWED(400, IssueType.STRUCTURE),
    DUPLICATE_KEY(400, IssueType.STRUCTURE),
    TOO_DEEP(400, IssueType.STRUCTURE),
    NUMBER_TOO_LONG(400, IssueType.TOO_LONG),
    TOO_MANY_ELEMENTS(400, IssueType.TOO_COSTLY),
    BODY_MISSING(400, IssueType.REQUIRED),
    INVALID_HEADER(400, IssueType.VALUE),
    INVALID_ID(400, IssueType.VALUE),
    TYPE_MISMATCH(400, IssueType.VALUE),
    ID_MISMATCH(400, IssueType.VALUE),
    PATCH_MALFORMED(400, IssueType.STRUCTURE),
    PAYLOAD_TOO_LARGE(413, IssueType.TOO_LONG),
    URI_TOO_LONG(414, IssueType.TOO_LONG),
    UNSUPPORTED_MEDIA_TYPE(415, IssueType.NOT_SUPPORTED),
    NOT_ACCEPTABLE(406, IssueType.NOT_SUPPORTED),
    METHOD_NOT_ALLOWED(405, IssueType.NOT_SUPPORTED),
    UNKNOWN_PATH(404, IssueType.NOT_FOUND),
    UNKNOWN_TYPE(404, IssueType.NOT_SUPPORTED),
    UNKNOWN_OPERATION(404, IssueType.NOT_SUPPORTED),
    NOT_SUPPORTED(422, IssueType.NOT_SUPPORTED),

    // parameters of searches and operations
    UNKNOWN_PARAMETER(400, IssueType.NOT_SUPPORTED),
    UNSUPPORTED_PARAMETER(400, IssueType.NOT_SUPPORTED),
    STORED_ALONE_SEARCHED(400, IssueType.NOT_SUPPORTED),
    UNSUPPORTED_MODIFIER(400, IssueType.NOT_SUPPORTED),
    INVALID_PARAMETER(400, IssueType.VALUE),
    MISSING_PARAMETER(400, IssueType.REQUIRED),
    REPEATED_PARAMETER(400, IssueType.STRUCTURE),
    INVALID_PAGE(400, IssueType.VALUE),
    SEARCH_TOO_COSTLY(400, IssueType.TOO_COSTLY),

    // the resource does not have the form that R4 gives it
    INVALID_STRUCTURE(422, IssueType.STRUCTURE),
    UNKNOWN_ELEMENT(422, IssueType.STRUCTURE),
    WRONG_TYPE(422, IssueType.STRUCTURE),
    ELEMENT_MISSING(422, IssueType.REQUIRED),
    TOO_MANY_VALUES(422, IssueType.STRUCTURE),
    EMPTY_ELEMENT(422, IssueType.STRUCTURE),
    INVALID_FORMAT(422, IssueType.VALUE),
    TOO_LONG_VALUE(422, IssueType.TOO_LONG),
    CODE_NOT_ALLOWED(422, IssueType.CODE_INVALID),
    INVARIANT_BROKEN(422, IssueType.INVARIANT),
    PROFILE_BROKEN(422, IssueType.INVARIANT),
    PROFILE_UNKNOWN(422, IssueType.NOT_FOUND),
    DIFFERENTIAL_ELEMENT(422, IssueType.NOT_FOUND),
    DIFFERENTIAL_ORDER(422, IssueType.BUSINESS_RULE),
    VALIDATION_TOO_COSTLY(422, IssueType.TOO_COSTLY),
    REFERENCE_TYPE(422, IssueType.VALUE),
    REFERENCE_NOT_FOUND(422, IssueType.NOT_FOUND),
    PATCH_NOT_APPLICABLE(422, IssueType.NOT_FOUND),
    PATCH_TEST_FAILED(422, IssueType.CONFLICT),
    PATCH_TOO_LARGE(422, IssueType.TOO_COSTLY),
    BUNDLE_TYPE(422, IssueType.VALUE),
    BUNDLE_ENTRY(422, IssueType.STRUCTURE),
    BUNDLE_DUPLICATE(422, IssueType.DUPLICATE),

    // who calls
    UNAUTHENTICATED(401, IssueType.LOGIN),
    TOKEN_EXPIRED(401, IssueType.EXPIRED),
    TOKEN_INVALID(401, IssueType.LOGIN),
    CREDENTIALS_WRONG(401, IssueType.LOGIN),
    FORBIDDEN(403, IssueType.FORBIDDEN),
    OTHER_TENANT(403, IssueType.FORBIDDEN),
    SCOPE_MISSING(403, IssueType.FORBIDDEN),
    PROXY_NOT_ALLOWED(403, IssueType.FORBIDDEN, Rule.R11),
    HUMAN_ONLY(403, IssueType.FORBIDDEN, Rule.R13),
    TOO_MANY_ATTEMPTS(429, IssueType.THROTTLED),

    // what is there, and in which version
    NOT_FOUND(404, IssueType.NOT_FOUND),
    VERSION_NOT_FOUND(404, IssueType.NOT_FOUND),
    GONE(410, IssueType.DELETED),
    EVENTS_GONE(410, IssueType.DELETED),
    UNKNOWN_CODE_SYSTEM(404, IssueType.NOT_FOUND),
    UNKNOWN_VALUE_SET(404, IssueType.NOT_FOUND),
    UNKNOWN_CONCEPT_MAP(404, IssueType.NOT_FOUND),
    UNKNOWN_CODE(404, IssueType.NOT_FOUND),
    NOT_EXPANDABLE(422, IssueType.NOT_FOUND),
    VALUE_SET_TOO_LARGE(422, IssueType.TOO_COSTLY),
    VERSION_CONFLICT(412, IssueType.CONFLICT),
    CRITERIA_MISSING(412, IssueType.MULTIPLE_MATCHES),
    CRITERIA_AMBIGUOUS(412, IssueType.MULTIPLE_MATCHES),
    REFERENCE_UNMATCHED(412, IssueType.CONFLICT),
    CONFLICT(409, IssueType.CONFLICT),
    STILL_REFERENCED(409, IssueType.CONFLICT),
    IDEMPOTENCY_MISMATCH(409, IssueType.CONFLICT),
    IN_PROGRESS(409, IssueType.LOCK_ERROR),
    USE_OPERATION(422, IssueType.BUSINESS_RULE),
    PROTECTED_TAG(422, IssueType.BUSINESS_RULE),
    SECOND_PERSON_NEEDED(422, IssueType.BUSINESS_RULE),
    NOT_EXPUNGEABLE(409, IssueType.CONFLICT),
    SUBSCRIPTION_CANNOT_FIRE(422, IssueType.BUSINESS_RULE),
    SEARCH_PARAMETER_UNSUITABLE(422, IssueType.NOT_SUPPORTED),
    EXPRESSION_NOT_SUPPORTED(422, IssueType.NOT_SUPPORTED),
    EXPRESSION_FINDS_NOTHING(422, IssueType.BUSINESS_RULE),
    SEARCH_TARGET_MISSING(422, IssueType.REQUIRED),
    SEARCH_PARAMETER_TAKEN(422, IssueType.DUPLICATE),
    TOO_MANY_SEARCH_PARAMETERS(422, IssueType.TOO_COSTLY),
    ENDPOINT_NOT_ALLOWED(422, IssueType.BUSINESS_RULE),
    NO_NOTIFICATION_SECRET(422, IssueType.BUSINESS_RULE),
    WRITTEN_BY_SERVER(405, IssueType.NOT_SUPPORTED),

    // we cannot, for now
    OVERLOADED(503, IssueType.THROTTLED),
    SHUTTING_DOWN(503, IssueType.TRANSIENT),
    DATABASE_UNAVAILABLE(503, IssueType.TRANSIENT),
    TRAIL_UNAVAILABLE(503, IssueType.TRANSIENT, Rule.R32),
    VALIDATOR_UNAVAILABLE(503, IssueType.TRANSIENT),
    SIGNING_UNAVAILABLE(503, IssueType.TRANSIENT, Rule.R36),
    SEAL_UNAVAILABLE(503, IssueType.TRANSIENT),
    TIMED_OUT(503, IssueType.TIMEOUT),
    INDEX_INCOMPLETE(503, IssueType.TRANSIENT),
    INTERNAL_ERROR(500, IssueType.EXCEPTION),

    // persons and institutions
    IDENTIFIER_INVALID(422, IssueType.VALUE),
    IDENTITY_MISMATCH(422, IssueType.BUSINESS_RULE, Rule.R11),
    IDENTITY_NOT_PROVEN(422, IssueType.BUSINESS_RULE, Rule.R11),
    GUARDIAN_REQUIRED(422, IssueType.BUSINESS_RULE, Rule.R11),
    INSTITUTION_NOT_LICENSED(422, IssueType.BUSINESS_RULE, Rule.R06),
    LICENSE_EXPIRED(422, IssueType.BUSINESS_RULE, Rule.R08),
    PRACTICE_TOO_SHORT(422, IssueType.BUSINESS_RULE, Rule.R08),
    SCOPE_NOT_COVERED(422, IssueType.BUSINESS_RULE, Rule.R08),
    PRACTICE_NOT_FILED(422, IssueType.BUSINESS_RULE, Rule.R09),

    // triage and appointments
    RED_FLAG(422, IssueType.BUSINESS_RULE, Rule.R04),
    CATALOGUE_ENTRY_UNREADABLE(422, IssueType.BUSINESS_RULE),
    CATALOGUE_CODE_TAKEN(409, IssueType.DUPLICATE),
    SHIFT_OVERLAPS(409, IssueType.CONFLICT),
    ALREADY_PUBLISHED(409, IssueType.DUPLICATE),
    NOT_PUBLISHED(422, IssueType.BUSINESS_RULE),
    SLOT_CLOSED(409, IssueType.CONFLICT),
    TOO_EARLY(422, IssueType.BUSINESS_RULE),
    TOO_LATE(422, IssueType.BUSINESS_RULE),
    CHANNEL_NOT_ALLOWED(422, IssueType.BUSINESS_RULE),
    DEPARTMENT_UNSUITABLE(422, IssueType.BUSINESS_RULE),
    BOOKING_LIMIT(422, IssueType.BUSINESS_RULE),
    NO_SHOW_BLOCKED(422, IssueType.BUSINESS_RULE),
    ALREADY_BOOKED(409, IssueType.DUPLICATE),
    ALREADY_WAITING(409, IssueType.DUPLICATE),
    HOLD_EXPIRED(409, IssueType.CONFLICT),
    NOT_PAID(422, IssueType.BUSINESS_RULE),
    SLOT_SOLD_OUT(409, IssueType.CONFLICT),
    WAITLIST_FULL(409, IssueType.CONFLICT),

    // visits
    WRONG_STATE(409, IssueType.CONFLICT),
    ACCEPTED_BY_ANOTHER(409, IssueType.CONFLICT),
    CONSENT_MISSING(422, IssueType.BUSINESS_RULE, Rule.R12),
    CONSENT_OUTDATED(422, IssueType.BUSINESS_RULE, Rule.R12),
    NOT_ON_DUTY(422, IssueType.BUSINESS_RULE),
    NOT_A_PARTICIPANT(403, IssueType.FORBIDDEN),
    EVIDENCE_UNSUITABLE(422, IssueType.BUSINESS_RULE, Rule.R01),
    DIAGNOSIS_UNSUITABLE(422, IssueType.BUSINESS_RULE, Rule.R05),
    FOLLOW_UP_NOT_CONFIRMED(422, IssueType.BUSINESS_RULE, Rule.R02),
    REASON_REQUIRED(422, IssueType.BUSINESS_RULE),
    MESSAGE_TOO_LONG(422, IssueType.TOO_LONG),
    TOO_MANY_VISITS(422, IssueType.BUSINESS_RULE, Rule.R50),
    TOO_MANY_VISITS_TODAY(422, IssueType.BUSINESS_RULE, Rule.R50),

    // writing a prescription
    DIAGNOSIS_MISSING(422, IssueType.BUSINESS_RULE, Rule.R15),
    INDICATION_MISSING(422, IssueType.BUSINESS_RULE, Rule.R15),
    DRUG_UNKNOWN(422, IssueType.CODE_INVALID),
    DRUG_WITHDRAWN(422, IssueType.BUSINESS_RULE),
    DRUG_FORBIDDEN_ONLINE(422, IssueType.BUSINESS_RULE, Rule.R19),
    ANTIMICROBIAL_GRADE(422, IssueType.BUSINESS_RULE, Rule.R28),
    CHILD_UNACCOMPANIED(422, IssueType.BUSINESS_RULE, Rule.R20),
    VALIDITY_TOO_LONG(422, IssueType.BUSINESS_RULE, Rule.R21),
    UNIT_NOT_PACKAGE(422, IssueType.BUSINESS_RULE, Rule.R22),
    SUPPLY_TOO_LONG(422, IssueType.BUSINESS_RULE, Rule.R22),
    QUANTITY_EXCEEDS_DAYS(422, IssueType.BUSINESS_RULE, Rule.R22),
    LONG_TERM_TOO_LONG(422, IssueType.BUSINESS_RULE, Rule.R23),
    LONG_TERM_UNSUITABLE(422, IssueType.BUSINESS_RULE, Rule.R24),
    TOO_MANY_DRUGS(422, IssueType.BUSINESS_RULE, Rule.R26),
    HERBS_APART(422, IssueType.BUSINESS_RULE, Rule.R26),
    OTHER_PATIENT(422, IssueType.BUSINESS_RULE, Rule.R26),
    WEIGHT_MISSING(422, IssueType.BUSINESS_RULE, Rule.R49),
    PREGNANCY_UNKNOWN(422, IssueType.BUSINESS_RULE, Rule.R49),
    ALLERGY(422, IssueType.BUSINESS_RULE, Rule.R27),
    DUPLICATE_INGREDIENT(422, IssueType.BUSINESS_RULE, Rule.R27),
    INTERACTION(422, IssueType.BUSINESS_RULE, Rule.R27),
    CONTRAINDICATED(422, IssueType.BUSINESS_RULE, Rule.R27),
    PREGNANCY_CAUTION(422, IssueType.BUSINESS_RULE, Rule.R27),
    DOSE_OUT_OF_RANGE(422, IssueType.BUSINESS_RULE, Rule.R27),

    // reviewing, circulating and dispensing it
    REVIEWER_IS_PRESCRIBER(422, IssueType.BUSINESS_RULE, Rule.R17),
    NOT_REVIEWED(422, IssueType.BUSINESS_RULE, Rule.R16),
    SIGNATURE_INVALID(422, IssueType.BUSINESS_RULE, Rule.R36),
    CERTIFICATE_EXPIRED(422, IssueType.BUSINESS_RULE, Rule.R36),
    PHARMACY_NOT_QUALIFIED(422, IssueType.BUSINESS_RULE, Rule.R06),
    PICKUP_CODE_INVALID(403, IssueType.FORBIDDEN),
    PICKUP_CODE_EXPIRED(422, IssueType.BUSINESS_RULE),
    PRESCRIPTION_EXPIRED(422, IssueType.BUSINESS_RULE, Rule.R21),
    PRESCRIPTION_REVOKED(409, IssueType.CONFLICT),
    CLAIMED_BY_ANOTHER(409, IssueType.CONFLICT),
    LOCK_SECRET_WRONG(403, IssueType.FORBIDDEN),
    REVOCATION_PENDING(409, IssueType.CONFLICT),
    NOT_THE_PRESCRIBER(403, IssueType.FORBIDDEN),
    LINE_UNKNOWN(422, IssueType.VALUE),
    LINE_CLOSED(409, IssueType.CONFLICT),
    LINE_NOT_HELD(409, IssueType.CONFLICT),
    OTHER_DRUG(422, IssueType.BUSINESS_RULE),
    OTHER_UNIT(422, IssueType.BUSINESS_RULE),
    QUANTITY_EXCEEDED(422, IssueType.BUSINESS_RULE),

    // money
    NOT_PRICED(422, IssueType.BUSINESS_RULE, Rule.R47),
    NOTHING_TO_PAY(422, IssueType.BUSINESS_RULE),
    COVERAGE_UNSUITABLE(422, IssueType.BUSINESS_RULE),
    QUOTE_CHANGED(409, IssueType.CONFLICT),
    QUOTE_EXPIRED(422, IssueType.BUSINESS_RULE),
    ALREADY_SETTLED(409, IssueType.DUPLICATE),
    INSURANCE_REFUSED(422, IssueType.BUSINESS_RULE),
    INSURANCE_UNAVAILABLE(503, IssueType.TRANSIENT),
    PAYMENT_REFUSED(422, IssueType.BUSINESS_RULE),
    PAYMENT_UNAVAILABLE(503, IssueType.TRANSIENT),
    PAYMENT_UNKNOWN(409, IssueType.TRANSIENT),
    BILL_HELD(409, IssueType.CONFLICT),
    REFUND_NOT_ALLOWED(422, IssueType.BUSINESS_RULE),
    REFUND_EXCEEDS(422, IssueType.BUSINESS_RULE),
    ALREADY_REFUNDED(409, IssueType.DUPLICATE);

    /** The code system of the codes in {@code OperationOutcome.issue.details}. */
    public static final String SYSTEM = Systems.BASE + "CodeSystem/refusal";

    private static final Map<String, Refusal> BY_CODE =
            Arrays.stream(values()).collect(Collectors.toMap(Refusal::code, Function.identity()));

    private final String code = name().toLowerCase(Locale.ROOT).replace('_', '-');
    private final int status;
    private final IssueType issueType;
    private final Rule rule;

    Refusal(int status, IssueType issueType) {
        this(status, issueType, null);
    }

    Refusal(int status, IssueType issueType, Rule rule) {
        this.status = status;
        this.issueType = issueType;
        this.rule = rule;
    }

    /** The stable code, as in {@code slot-sold-out}. */
    public String code() {
        return code;
    }

    /** The HTTP status of an answer that this refusal decides. */
    public int status() {
        return status;
    }

    public IssueType issueType() {
        return issueType;
    }

    /** The rule behind the refusal, where it follows from one alone. */
    public Optional<Rule> rule() {
        return Optional.ofNullable(rule);
    }

    /** Whether the very same request may succeed a little later. */
    public boolean retryable() {
        return issueType.passes();
    }

    /** The sentence for a person, its placeholders filled with the arguments in their order. */
    public String text(Language language, Object... arguments) {
        return Placeholders.fill(template(language), arguments);
    }

    public String text(Locale locale, Object... arguments) {
        return text(Language.of(locale), arguments);
    }

    /** How many arguments the texts take. */
    public int placeholders() {
        return Placeholders.in(template(Language.ZH)).size();
    }

    String template(Language language) {
        return (language == Language.ZH ? ChineseTexts.BY_CODE : EnglishTexts.BY_CODE).get(code);
    }

    public static Optional<Refusal> ofCode(String code) {
        return Optional.ofNullable(BY_CODE.get(code));
    }
}
