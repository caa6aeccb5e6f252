package org.yunzhen.mappings.identifier;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A {@code system} of {@link Systems}, as a NamingSystem tells of it (R4 section 5.2).
 *
 * @param name one that a program can use
 * @param uri as it stands in identifiers and codings
 */
public record Naming(String name, Kind kind, String uri) {
    private static final String OID = "urn:oid:";

    /** Whether it names persons and things, or codes. */
    public enum Kind {
        IDENTIFIER,
        CODESYSTEM
    }

    /** All systems that this hospital uses. */
    public static final List<Naming> ALL =
            List.of(
                    new Naming("ResidentId", Kind.IDENTIFIER, Systems.RESIDENT_ID),
                    new Naming("HealthRecordNumber", Kind.IDENTIFIER, Systems.HEALTH_RECORD_NUMBER),
                    new Naming("HealthCardNumber", Kind.IDENTIFIER, Systems.HEALTH_CARD_NUMBER),
                    new Naming("StaffNumber", Kind.IDENTIFIER, Systems.STAFF_NUMBER),
                    new Naming("OrganizationNumber", Kind.IDENTIFIER, Systems.ORGANIZATION_NUMBER),
                    new Naming("DocumentNumber", Kind.IDENTIFIER, Systems.DOCUMENT_NUMBER),
                    new Naming("OutpatientNumber", Kind.IDENTIFIER, Systems.OUTPATIENT_NUMBER),
                    new Naming("InpatientNumber", Kind.IDENTIFIER, Systems.INPATIENT_NUMBER),
                    new Naming("RequestNumber", Kind.IDENTIFIER, Systems.REQUEST_NUMBER),
                    new Naming("CreditCode", Kind.IDENTIFIER, Systems.CREDIT_CODE),
                    new Naming("InstitutionLicense", Kind.IDENTIFIER, Systems.INSTITUTION_LICENSE),
                    new Naming(
                            "PhysicianQualification",
                            Kind.IDENTIFIER,
                            Systems.PHYSICIAN_QUALIFICATION),
                    new Naming("PhysicianLicense", Kind.IDENTIFIER, Systems.PHYSICIAN_LICENSE),
                    new Naming("PharmacistLicense", Kind.IDENTIFIER, Systems.PHARMACIST_LICENSE),
                    new Naming("NurseLicense", Kind.IDENTIFIER, Systems.NURSE_LICENSE),
                    new Naming(
                            "MedicalRecordNumber", Kind.IDENTIFIER, Systems.MEDICAL_RECORD_NUMBER),
                    new Naming("NhsaPsnNo", Kind.IDENTIFIER, Systems.NHSA_PSN_NO),
                    new Naming("NhsaFixmedinsCode", Kind.IDENTIFIER, Systems.NHSA_FIXMEDINS_CODE),
                    new Naming("NhsaDoctorCode", Kind.IDENTIFIER, Systems.NHSA_DOCTOR_CODE),
                    new Naming("NhsaPharmacistCode", Kind.IDENTIFIER, Systems.NHSA_PHARMACIST_CODE),
                    new Naming("NhsaMdtrtId", Kind.IDENTIFIER, Systems.NHSA_MDTRT_ID),
                    new Naming("NhsaSetlId", Kind.IDENTIFIER, Systems.NHSA_SETL_ID),
                    new Naming("NhsaMedinsSetlId", Kind.IDENTIFIER, Systems.NHSA_MEDINS_SETL_ID),
                    new Naming("NhsaFeedetlSn", Kind.IDENTIFIER, Systems.NHSA_FEEDETL_SN),
                    new Naming("NhsaChrgBchno", Kind.IDENTIFIER, Systems.NHSA_CHRG_BCHNO),
                    new Naming("NhsaHirxno", Kind.IDENTIFIER, Systems.NHSA_HIRXNO),
                    new Naming("DrugTraceCode", Kind.IDENTIFIER, Systems.DRUG_TRACE_CODE),
                    new Naming("Ticket", Kind.IDENTIFIER, Systems.TICKET),
                    new Naming("OrderNo", Kind.IDENTIFIER, Systems.ORDER_NO),
                    new Naming("PrescriptionNo", Kind.IDENTIFIER, Systems.PRESCRIPTION_NO),
                    new Naming("InvoiceNo", Kind.IDENTIFIER, Systems.INVOICE_NO),
                    new Naming("PaymentNo", Kind.IDENTIFIER, Systems.PAYMENT_NO),
                    new Naming("RefundNo", Kind.IDENTIFIER, Systems.REFUND_NO),
                    new Naming("DepartmentCode", Kind.IDENTIFIER, Systems.DEPARTMENT_CODE),
                    new Naming("Patient", Kind.IDENTIFIER, Systems.PATIENT),
                    new Naming("Icd10Cn", Kind.CODESYSTEM, Systems.ICD_10_CN),
                    new Naming("Icd9Cm3Cn", Kind.CODESYSTEM, Systems.ICD_9_CM_3_CN),
                    new Naming("SexCn", Kind.CODESYSTEM, Systems.SEX_CN),
                    new Naming("EthnicGroupCn", Kind.CODESYSTEM, Systems.ETHNIC_GROUP_CN),
                    new Naming("MaritalStatusCn", Kind.CODESYSTEM, Systems.MARITAL_STATUS_CN),
                    new Naming("OccupationCn", Kind.CODESYSTEM, Systems.OCCUPATION_CN),
                    new Naming("RelationshipCn", Kind.CODESYSTEM, Systems.RELATIONSHIP_CN),
                    new Naming("Atc", Kind.CODESYSTEM, Systems.ATC),
                    new Naming("Loinc", Kind.CODESYSTEM, Systems.LOINC),
                    new Naming("Ucum", Kind.CODESYSTEM, Systems.UCUM),
                    new Naming("Currency", Kind.CODESYSTEM, Systems.CURRENCY),
                    new Naming("IdentifierType", Kind.CODESYSTEM, Systems.IDENTIFIER_TYPE),
                    new Naming("ActCode", Kind.CODESYSTEM, Systems.ACT_CODE),
                    new Naming("Adjudication", Kind.CODESYSTEM, Systems.ADJUDICATION),
                    new Naming("SignatureType", Kind.CODESYSTEM, Systems.SIGNATURE_TYPE),
                    new Naming("NhsaDrugCode", Kind.CODESYSTEM, Systems.NHSA_DRUG_CODE),
                    new Naming("NhsaServiceCode", Kind.CODESYSTEM, Systems.NHSA_SERVICE_CODE),
                    new Naming("MedicineCode", Kind.CODESYSTEM, Systems.MEDICINE_CODE),
                    new Naming("PriceItemCode", Kind.CODESYSTEM, Systems.PRICE_ITEM_CODE),
                    new Naming("Workflow", Kind.CODESYSTEM, Systems.WORKFLOW),
                    new Naming("ClinicalServiceCn", Kind.CODESYSTEM, Systems.CLINICAL_SERVICE_CN),
                    new Naming("TaskCode", Kind.CODESYSTEM, Systems.TASK_CODE),
                    new Naming("TaskState", Kind.CODESYSTEM, Systems.TASK_STATE),
                    new Naming("Allergy", Kind.CODESYSTEM, Systems.ALLERGY),
                    new Naming("CancelReason", Kind.CODESYSTEM, Systems.CANCEL_REASON),
                    new Naming("Complaint", Kind.CODESYSTEM, Systems.COMPLAINT));

    /** The one of an address, or empty. */
    public static Optional<Naming> of(String uri) {
        return ALL.stream().filter(one -> one.uri().equals(uri)).findFirst();
    }

    /** The id of its resource: the name in lower case, parted by hyphens. */
    public String id() {
        return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    /** Whether it is named by an OID. */
    public boolean isOid() {
        return uri.startsWith(OID);
    }

    /** The OID itself, or the address. */
    public String value() {
        return isOid() ? uri.substring(OID.length()) : uri;
    }
}
