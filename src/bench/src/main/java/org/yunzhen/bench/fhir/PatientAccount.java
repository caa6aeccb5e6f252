package org.yunzhen.bench.fhir;

/**
 * A patient who has logged in.
 *
 * @param token bearer token
 * @param patientId id of the Patient the account is
 */
record PatientAccount(String token, String patientId) {}
