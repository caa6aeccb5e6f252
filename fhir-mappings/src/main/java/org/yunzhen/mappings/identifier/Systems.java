package org.yunzhen.mappings.identifier;

/**
 * The one table of {@code system} URIs. Published OIDs where the health authority gave one; for
 * what nobody has published, names of our own under {@link #BASE}, which never resolve.
 */
public final class Systems {

    /** Stem of every URI of our own. */
    public static final String BASE = "https://yunzhen.example/fhir/";

    // persons, staff and institutions: published OIDs
    public static final String RESIDENT_ID = "urn:oid:2.16.156.10011.1.3";
    public static final String HEALTH_RECORD_NUMBER = "urn:oid:2.16.156.10011.1.2";
    public static final String HEALTH_CARD_NUMBER = "urn:oid:2.16.156.10011.1.19";
    public static final String STAFF_NUMBER = "urn:oid:2.16.156.10011.1.4";
    public static final String ORGANIZATION_NUMBER = "urn:oid:2.16.156.10011.1.5";
    public static final String DOCUMENT_NUMBER = "urn:oid:2.16.156.10011.1.1";
    public static final String OUTPATIENT_NUMBER = "urn:oid:2.16.156.10011.1.11";
    public static final String INPATIENT_NUMBER = "urn:oid:2.16.156.10011.1.12";
    public static final String REQUEST_NUMBER = "urn:oid:2.16.156.10011.1.24";

    // code systems: published
    public static final String ICD_10_CN = "urn:oid:2.16.156.10011.2.3.3.11";
    public static final String ICD_9_CM_3_CN = "urn:oid:2.16.156.10011.2.3.3.12";
    public static final String SEX_CN = "urn:oid:2.16.156.10011.2.3.3.4";
    public static final String ETHNIC_GROUP_CN = "urn:oid:2.16.156.10011.2.3.3.3";
    public static final String MARITAL_STATUS_CN = "urn:oid:2.16.156.10011.2.3.3.5";
    public static final String OCCUPATION_CN = "urn:oid:2.16.156.10011.2.3.3.7";
    public static final String RELATIONSHIP_CN = "urn:oid:2.16.156.10011.2.3.3.8";
    public static final String ATC = "http://www.whocc.no/atc";
    public static final String LOINC = "http://loinc.org";
    public static final String UCUM = "http://unitsofmeasure.org";
    public static final String CURRENCY = "urn:iso:std:iso:4217";
    public static final String IDENTIFIER_TYPE = "http://terminology.hl7.org/CodeSystem/v2-0203";
    public static final String ACT_CODE = "http://terminology.hl7.org/CodeSystem/v3-ActCode";
    public static final String ADJUDICATION = "http://terminology.hl7.org/CodeSystem/adjudication";
    public static final String SIGNATURE_TYPE = "urn:iso-astm:E1762-95:2013";

    // institutions and staff: our names
    public static final String CREDIT_CODE = BASE + "sid/uscc";
    public static final String INSTITUTION_LICENSE = BASE + "sid/institution-license";
    public static final String PHYSICIAN_QUALIFICATION = BASE + "sid/physician-qualification";
    public static final String PHYSICIAN_LICENSE = BASE + "sid/physician-license";
    public static final String PHARMACIST_LICENSE = BASE + "sid/pharmacist-license";
    public static final String NURSE_LICENSE = BASE + "sid/nurse-license";
    public static final String MEDICAL_RECORD_NUMBER = BASE + "sid/medical-record-number";

    // the insurance platform: our names for its numbers
    public static final String NHSA_PSN_NO = BASE + "sid/nhsa-psn-no";
    public static final String NHSA_FIXMEDINS_CODE = BASE + "sid/nhsa-fixmedins-code";
    public static final String NHSA_DOCTOR_CODE = BASE + "sid/nhsa-doctor-code";
    public static final String NHSA_PHARMACIST_CODE = BASE + "sid/nhsa-pharmacist-code";
    public static final String NHSA_DRUG_CODE = BASE + "sid/nhsa-drug-code";
    public static final String NHSA_SERVICE_CODE = BASE + "sid/nhsa-service-code";
    public static final String NHSA_MDTRT_ID = BASE + "sid/nhsa-mdtrt-id";
    public static final String NHSA_SETL_ID = BASE + "sid/nhsa-setl-id";
    public static final String NHSA_MEDINS_SETL_ID = BASE + "sid/nhsa-medins-setl-id";
    public static final String NHSA_FEEDETL_SN = BASE + "sid/nhsa-feedetl-sn";
    public static final String NHSA_CHRG_BCHNO = BASE + "sid/nhsa-chrg-bchno";
    public static final String NHSA_HIRXNO = BASE + "sid/nhsa-hirxno";
    public static final String DRUG_TRACE_CODE = BASE + "sid/drug-trace-code";

    // this hospital's own numbers
    public static final String TICKET = BASE + "sid/ticket";
    public static final String ORDER_NO = BASE + "sid/order-no";
    public static final String PRESCRIPTION_NO = BASE + "sid/prescription-no";
    public static final String INVOICE_NO = BASE + "sid/invoice-no";
    public static final String PAYMENT_NO = BASE + "sid/payment-no";
    public static final String REFUND_NO = BASE + "sid/refund-no";
    public static final String MEDICINE_CODE = BASE + "sid/medicine-code";
    public static final String PRICE_ITEM_CODE = BASE + "sid/price-item-code";
    public static final String DEPARTMENT_CODE = BASE + "sid/department-code";

    /** Stem of the texts of informed consent; {@code |version} follows the name. */
    public static final String CONSENT_TEXT = BASE + "consent/";

    /** RelatedPerson: the id of the Patient who is the same person. */
    public static final String PATIENT = BASE + "sid/patient";

    // code systems of our own that are no enum here
    public static final String WORKFLOW = BASE + "CodeSystem/workflow";
    public static final String CLINICAL_SERVICE_CN = BASE + "CodeSystem/clinical-service";
    public static final String TASK_CODE = BASE + "CodeSystem/task-code";
    public static final String TASK_STATE = BASE + "CodeSystem/task-state";
    public static final String ALLERGY = BASE + "CodeSystem/allergy";
    public static final String CANCEL_REASON = BASE + "CodeSystem/cancel-reason";
    public static final String COMPLAINT = BASE + "CodeSystem/complaint";

    private Systems() {}
}
