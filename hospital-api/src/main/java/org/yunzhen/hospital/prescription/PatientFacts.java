package org.yunzhen.hospital.prescription;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the record says of the patient that matters to a prescription.
 *
 * @param patient the document
 * @param years age in full years
 * @param conditions documents of the diagnoses the prescription rests on
 * @param diagnoses their ICD-10 codes
 * @param chronic whether one of them is a chronic disease of the catalogue
 * @param allergies keys the patient is allergic to, lower case
 * @param taking ingredients of active prescriptions, each with the medicine's code
 * @param weighed whether a body weight is on record
 */
record PatientFacts(
        ObjectNode patient,
        int years,
        boolean female,
        List<ObjectNode> conditions,
        Set<String> diagnoses,
        boolean chronic,
        Set<String> allergies,
        Map<String, String> taking,
        boolean weighed) {}
