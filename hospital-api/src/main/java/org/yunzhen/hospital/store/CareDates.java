package org.yunzhen.hospital.store;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Which search parameter tells when the care was given that a resource is about, for the types of
 * which R4 has one. When something was noted down, as of an allergy, or began, as of a condition
 * that lasts, does not tell.
 */
final class CareDates {
    static final Map<String, String> OF_TYPE =
            Map.ofEntries(
                    Map.entry("Appointment", "date"),
                    Map.entry("CarePlan", "date"),
                    Map.entry("CareTeam", "date"),
                    Map.entry("ChargeItem", "occurrence"),
                    Map.entry("Claim", "created"),
                    Map.entry("ClaimResponse", "created"),
                    Map.entry("ClinicalImpression", "date"),
                    Map.entry("Communication", "sent"),
                    Map.entry("CommunicationRequest", "authored"),
                    Map.entry("Composition", "date"),
                    Map.entry("CoverageEligibilityRequest", "created"),
                    Map.entry("CoverageEligibilityResponse", "created"),
                    Map.entry("DeviceRequest", "authored-on"),
                    Map.entry("DiagnosticReport", "date"),
                    Map.entry("DocumentManifest", "created"),
                    Map.entry("DocumentReference", "date"),
                    Map.entry("Encounter", "date"),
                    Map.entry("EpisodeOfCare", "date"),
                    Map.entry("ExplanationOfBenefit", "created"),
                    Map.entry("ImagingStudy", "started"),
                    Map.entry("Immunization", "date"),
                    Map.entry("ImmunizationRecommendation", "date"),
                    Map.entry("Invoice", "date"),
                    Map.entry("Media", "created"),
                    Map.entry("MedicationAdministration", "effective-time"),
                    Map.entry("MedicationDispense", "whenhandedover"),
                    Map.entry("MedicationRequest", "authoredon"),
                    Map.entry("MedicationStatement", "effective"),
                    Map.entry("NutritionOrder", "datetime"),
                    Map.entry("Observation", "date"),
                    Map.entry("Procedure", "date"),
                    Map.entry("QuestionnaireResponse", "authored"),
                    Map.entry("RequestGroup", "authored"),
                    Map.entry("RiskAssessment", "date"),
                    Map.entry("Schedule", "date"),
                    Map.entry("ServiceRequest", "authored"),
                    Map.entry("Specimen", "collected"),
                    Map.entry("SupplyRequest", "date"),
                    Map.entry("VisionPrescription", "datewritten"));

    private CareDates() {}

    /** Those of some types that have one, in their order. */
    static List<String> among(Collection<String> types) {
        return types.stream().filter(OF_TYPE::containsKey).toList();
    }
}
