package org.yunzhen.hospital.access;

import java.util.Set;

/**
 * Who may do what to which type, written down once more from the sentences of the requirement and
 * the lists of R4, without a look at the table that it judges.
 */
final class ExpectedAccess {
    /** R4 compartment-patient: types that stand in a patient's compartment by some parameter. */
    static final Set<String> COMPARTMENT =
            Set.of(
                    """
                    Account AdverseEvent AllergyIntolerance Appointment AppointmentResponse
                    AuditEvent Basic BodyStructure CarePlan CareTeam ChargeItem Claim ClaimResponse
                    ClinicalImpression Communication CommunicationRequest Composition Condition
                    Consent Coverage CoverageEligibilityRequest CoverageEligibilityResponse
                    DetectedIssue DeviceRequest DeviceUseStatement DiagnosticReport DocumentManifest
                    DocumentReference Encounter EnrollmentRequest EpisodeOfCare
                    ExplanationOfBenefit FamilyMemberHistory Flag Goal Group ImagingStudy
                    Immunization ImmunizationEvaluation ImmunizationRecommendation Invoice List
                    MeasureReport Media MedicationAdministration MedicationDispense
                    MedicationRequest MedicationStatement MolecularSequence NutritionOrder
                    Observation Patient Person Procedure Provenance QuestionnaireResponse
                    RelatedPerson RequestGroup ResearchSubject RiskAssessment Schedule
                    ServiceRequest Specimen SupplyDelivery SupplyRequest VisionPrescription\
                    """
                            .split("\\s+"));

    private static final Set<String> DEFINITIONS =
            Set.of(
                    """
                    CapabilityStatement CodeSystem ConceptMap NamingSystem OperationDefinition
                    SearchParameter StructureDefinition TerminologyCapabilities ValueSet\
                    """
                            .split("\\s+"));

    /** Qualifications, services, schedules, goods and content: in nobody's record. */
    private static final Set<String> PUBLIC =
            Set.of(
                    """
                    Organization Practitioner PractitionerRole HealthcareService Location Schedule
                    Slot Medication MedicationKnowledge ChargeItemDefinition PlanDefinition
                    ActivityDefinition Library Questionnaire Endpoint InsurancePlan Substance\
                    """
                            .split("\\s+"));

    private static final Set<String> OPERATED =
            Set.of(
                    """
                    ChargeItemDefinition HealthcareService InsurancePlan Library Location Medication
                    MedicationKnowledge Organization PlanDefinition Practitioner PractitionerRole
                    Questionnaire Schedule CodeSystem ConceptMap NamingSystem SearchParameter
                    StructureDefinition ValueSet\
                    """
                            .split("\\s+"));

    private static final Set<String> WRITTEN_BY_DOCTORS =
            Set.of(
                    """
                    AllergyIntolerance ClinicalImpression Communication Condition DiagnosticReport
                    DocumentReference FamilyMemberHistory Immunization MedicationStatement
                    Observation Procedure QuestionnaireResponse RiskAssessment\
                    """
                            .split("\\s+"));

    private static final Set<String> REVIEWED =
            Set.of(
                    """
                    AllergyIntolerance Bundle Condition DetectedIssue Encounter MedicationDispense
                    MedicationRequest MedicationStatement Observation Patient Task\
                    """
                            .split("\\s+"));

    private ExpectedAccess() {}

    /** Whether the role may do it to some resource of the type; where it is in reach. */
    static boolean allows(Role role, String type, Action action) {
        boolean reads = Set.of(Action.READ, Action.SEARCH, Action.HISTORY).contains(action);
        if (type.equals("AuditEvent")) {
            return reads && Set.of(Role.COMPLIANCE, Role.REGULATOR).contains(role);
        }
        if (reads && (DEFINITIONS.contains(type) || isPublicTo(role, type))) {
            return true;
        }
        return switch (role) {
            case ANONYMOUS, COMPLIANCE, REGULATOR -> false;
            case INTEGRATION -> true;
            case PATIENT -> reads ? isRecord(type) : patientWrites(type, action);
            case DOCTOR ->
                    reads
                            ? isRecord(type)
                            : action != Action.DELETE && WRITTEN_BY_DOCTORS.contains(type);
            case PHARMACIST -> reads && REVIEWED.contains(type);
            case PHARMACY ->
                    reads
                            && Set.of("Bundle", "MedicationDispense", "MedicationRequest", "Task")
                                    .contains(type);
            case OPERATOR -> OPERATED.contains(type) || (reads && type.equals("Task"));
        };
    }

    /** How far it may reach at most. */
    static Reach reach(Role role, String type, Action action) {
        boolean reads = Set.of(Action.READ, Action.SEARCH, Action.HISTORY).contains(action);
        if (reads && DEFINITIONS.contains(type)) {
            return Reach.PUBLIC;
        }
        if (role == Role.INTEGRATION || type.equals("AuditEvent")) {
            return Reach.TENANT;
        }
        if (role == Role.OPERATOR && type.equals("Task")) {
            return Reach.PARTY;
        }
        if (role == Role.OPERATOR || (reads && isPublicTo(role, type))) {
            return Reach.PUBLIC;
        }
        return switch (role) {
            case PATIENT -> Reach.OWN;
            case DOCTOR, PHARMACIST -> Reach.RELATION;
            case PHARMACY -> Reach.PARTY;
            default -> throw new IllegalArgumentException(role + " has no reach");
        };
    }

    private static boolean isPublicTo(Role role, String type) {
        return role != Role.ANONYMOUS && PUBLIC.contains(type);
    }

    private static boolean isRecord(String type) {
        return COMPARTMENT.contains(type) || type.equals("Bundle") || type.equals("Task");
    }

    private static boolean patientWrites(String type, Action action) {
        return switch (action) {
            case CREATE ->
                    Set.of("Consent", "Communication", "QuestionnaireResponse", "Observation")
                            .contains(type);
            case UPDATE -> type.equals("Patient");
            default -> false;
        };
    }
}
