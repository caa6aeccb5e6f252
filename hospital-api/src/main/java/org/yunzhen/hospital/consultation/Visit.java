package org.yunzhen.hospital.consultation;

/**
 * The row of a visit.
 *
 * @param encounter id of its Encounter
 * @param patient id of its Patient
 * @param department id of the HealthcareService, or null
 * @param shared whether any doctor on duty in the department may accept it
 * @param doctor id of the Practitioner whom the slot named or who accepted, or null
 */
record Visit(
        String encounter,
        String appointment,
        String patient,
        String department,
        boolean shared,
        String doctor,
        VisitStatus status) {
    /** {@code Encounter/x}. */
    String reference() {
        return "Encounter/" + encounter;
    }
}
