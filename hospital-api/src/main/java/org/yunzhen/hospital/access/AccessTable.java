package org.yunzhen.hospital.access;

import static org.yunzhen.hospital.access.Action.CREATE;
import static org.yunzhen.hospital.access.Action.HISTORY;
import static org.yunzhen.hospital.access.Action.READ;
import static org.yunzhen.hospital.access.Action.SEARCH;
import static org.yunzhen.hospital.access.Action.UPDATE;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.yunzhen.mappings.definition.Definitions;

/**
 * The one table of plain reads and writes: role × type × interaction. What no row allows is denied.
 * Operations name their callers themselves, see the FHIR door.
 */
public final class AccessTable {
    /** Reference data: in nobody's compartment, for everybody with a token. */
    public static final Set<String> REFERENCE =
            Set.of(
                    "Organization",
                    "Practitioner",
                    "PractitionerRole",
                    "HealthcareService",
                    "Location",
                    "Schedule",
                    "Slot",
                    "Medication",
                    "MedicationKnowledge",
                    "ChargeItemDefinition",
                    "PlanDefinition",
                    "ActivityDefinition",
                    "Library",
                    "Questionnaire",
                    "Endpoint",
                    "InsurancePlan",
                    "Substance");

    /** Definitions: readable without a token. */
    public static final Set<String> DEFINITION =
            Set.of(
                    "CapabilityStatement",
                    "CodeSystem",
                    "ConceptMap",
                    "NamingSystem",
                    "OperationDefinition",
                    "SearchParameter",
                    "StructureDefinition",
                    "TerminologyCapabilities",
                    "ValueSet");

    /** What a patient sees of their own record: all that R4 places in a patient's compartment. */
    private static final Set<String> OWN_RECORD = ownRecord();

    private static final Set<String> PATIENT_WRITES =
            Set.of("Consent", "Communication", "QuestionnaireResponse", "Observation");

    private static final Set<String> DOCTOR_WRITES =
            Set.of(
                    "AllergyIntolerance",
                    "ClinicalImpression",
                    "Communication",
                    "Condition",
                    "DiagnosticReport",
                    "DocumentReference",
                    "FamilyMemberHistory",
                    "Immunization",
                    "MedicationStatement",
                    "Observation",
                    "Procedure",
                    "QuestionnaireResponse",
                    "RiskAssessment");

    private static final Set<String> PHARMACIST_READS =
            Set.of(
                    "AllergyIntolerance",
                    "Bundle",
                    "Condition",
                    "DetectedIssue",
                    "Encounter",
                    "MedicationDispense",
                    "MedicationRequest",
                    "MedicationStatement",
                    "Observation",
                    "Patient",
                    "Task");

    private static final Set<String> PHARMACY_READS =
            Set.of("Bundle", "MedicationDispense", "MedicationRequest", "Task");

    private static final Set<String> OPERATOR_WRITES =
            Set.of(
                    "ChargeItemDefinition",
                    "HealthcareService",
                    "InsurancePlan",
                    "Library",
                    "Location",
                    "Medication",
                    "MedicationKnowledge",
                    "Organization",
                    "PlanDefinition",
                    "Practitioner",
                    "PractitionerRole",
                    "Questionnaire",
                    "Schedule",
                    "CodeSystem",
                    "ConceptMap",
                    "NamingSystem",
                    "SearchParameter",
                    "StructureDefinition",
                    "ValueSet");

    private static final EnumSet<Action> READS = EnumSet.of(READ, SEARCH, HISTORY);
    private static final EnumSet<Action> WRITES = EnumSet.of(CREATE, UPDATE);
    private static final EnumSet<Action> EVERYTHING =
            EnumSet.complementOf(EnumSet.of(Action.OPERATION));

    private static final EnumSet<Role> WITH_TOKEN =
            EnumSet.complementOf(EnumSet.of(Role.ANONYMOUS));
    private static final EnumSet<Role> ALL = EnumSet.allOf(Role.class);

    private record Row(
            String group, Set<Role> roles, Set<String> types, Set<Action> actions, Reach reach) {
        boolean allows(Role role, String type, Action action) {
            return roles.contains(role) && actions.contains(action) && names(type);
        }

        private boolean names(String type) {
            return types.isEmpty() ? !type.equals(TRAIL) : types.contains(type);
        }
    }

    /** The trail is nobody's record: only the rows that name it open it. */
    private static final String TRAIL = "AuditEvent";

    /** Every type but the trail. */
    private static final Set<String> ANY_TYPE = Set.of();

    /** The first row that allows decides; so the widest reach of a role stands first. */
    private static final List<Row> ROWS =
            List.of(
                    row("definitions", ALL, DEFINITION, READS, Reach.PUBLIC),
                    row("all", Role.INTEGRATION, ANY_TYPE, EVERYTHING, Reach.TENANT),
                    row("trail", Role.COMPLIANCE, Set.of(TRAIL), READS, Reach.TENANT),
                    row("trail", Role.REGULATOR, Set.of(TRAIL), READS, Reach.TENANT),
                    row("reference", WITH_TOKEN, REFERENCE, READS, Reach.PUBLIC),
                    row("reference", Role.OPERATOR, OPERATOR_WRITES, EVERYTHING, Reach.PUBLIC),
                    row("jobs", Role.OPERATOR, Set.of("Task"), READS, Reach.PARTY),
                    row("record", Role.PATIENT, OWN_RECORD, READS, Reach.OWN),
                    row("said", Role.PATIENT, PATIENT_WRITES, EnumSet.of(CREATE), Reach.OWN),
                    row("contact", Role.PATIENT, Set.of("Patient"), EnumSet.of(UPDATE), Reach.OWN),
                    row("record", Role.DOCTOR, OWN_RECORD, READS, Reach.RELATION),
                    row("clinical", Role.DOCTOR, DOCTOR_WRITES, WRITES, Reach.RELATION),
                    row("review", Role.PHARMACIST, PHARMACIST_READS, READS, Reach.RELATION),
                    row("claimed", Role.PHARMACY, PHARMACY_READS, READS, Reach.PARTY));

    private record Asked(Role role, String type, Action action) {}

    /** What was asked before; every request asks. */
    private static final Map<Asked, Optional<Grant>> DECIDED = new ConcurrentHashMap<>();

    private AccessTable() {}

    /** The trail is shown by {@code $who-looked}; Bundle and Task hold the record's workflows. */
    private static Set<String> ownRecord() {
        Definitions r4 = Definitions.r4();
        Set<String> types = new TreeSet<>(Set.of("Bundle", "Task"));
        for (String type : r4.resourceTypes()) {
            if (!r4.patientCompartment(type).isEmpty() && !REFERENCE.contains(type)) {
                types.add(type);
            }
        }
        types.remove(TRAIL);
        return Set.copyOf(types);
    }

    /** The rule that allows, or empty: denied. */
    public static Optional<Grant> grant(Role role, String type, Action action) {
        return Definitions.r4().isResourceType(type)
                ? DECIDED.computeIfAbsent(new Asked(role, type, action), AccessTable::decided)
                : Optional.empty();
    }

    private static Optional<Grant> decided(Asked asked) {
        return ROWS.stream()
                .filter(row -> row.allows(asked.role(), asked.type(), asked.action()))
                .findFirst()
                .map(row -> new Grant(name(row, asked.role(), asked.action()), row.reach()));
    }

    private static String name(Row row, Role role, Action action) {
        return role.code() + ":" + row.group() + ":" + action.code();
    }

    private static Row row(
            String group, Role role, Set<String> types, Set<Action> actions, Reach reach) {
        return row(group, EnumSet.of(role), types, actions, reach);
    }

    private static Row row(
            String group, Set<Role> roles, Set<String> types, Set<Action> actions, Reach reach) {
        return new Row(group, roles, types, actions, reach);
    }
}
