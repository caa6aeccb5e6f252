package org.yunzhen.hospital.proof;

import java.util.LinkedHashMap;
import java.util.Map;

/** The smallest valid document of many types, in the record of one patient where it has one. */
public final class Records {
    private static final Map<String, String> ELEMENTS = new LinkedHashMap<>();

    static {
        ELEMENTS.put("Patient", "'birthDate':'1980-01-01'");
        ELEMENTS.put(
                "Observation",
                "'status':'final','code':{'text':'x'},'subject':{PATIENT},'performer':[{PATIENT}]");
        ELEMENTS.put(
                "Consent",
                "'status':'active','scope':{'text':'x'},'category':[{'text':'x'}],"
                        + "'patient':{PATIENT},'policyRule':{'text':'x'}");
        ELEMENTS.put("Communication", "'status':'completed','subject':{PATIENT}");
        ELEMENTS.put("QuestionnaireResponse", "'status':'completed','subject':{PATIENT}");
        ELEMENTS.put("Condition", "'subject':{PATIENT}");
        ELEMENTS.put("Flag", "'status':'active','code':{'text':'x'},'subject':{PATIENT}");
        ELEMENTS.put("CareTeam", "'subject':{PATIENT}");
        ELEMENTS.put("RelatedPerson", "'patient':{PATIENT}");
        ELEMENTS.put("ServiceRequest", "'status':'active','intent':'order','subject':{PATIENT}");
        ELEMENTS.put(
                "Encounter",
                "'status':'planned','subject':{PATIENT},'class':{"
                        + "'system':'http://terminology.hl7.org/CodeSystem/v3-ActCode','code':'VR'}");
        ELEMENTS.put(
                "Appointment",
                "'status':'proposed','participant':[{'status':'accepted','actor':{PATIENT}}]");
        ELEMENTS.put(
                "MedicationRequest",
                "'status':'active','intent':'order','subject':{PATIENT},"
                        + "'medicationCodeableConcept':{'text':'x'}");
        ELEMENTS.put(
                "MedicationDispense",
                "'status':'completed','subject':{PATIENT},"
                        + "'medicationCodeableConcept':{'text':'x'}");
        ELEMENTS.put("Invoice", "'status':'draft','subject':{PATIENT}");
        ELEMENTS.put("Schedule", "'actor':[{'display':'x'}]");
        ELEMENTS.put(
                "Slot",
                "'schedule':{'display':'x'},'status':'free','start':'2026-12-01T08:00:00Z',"
                        + "'end':'2026-12-01T08:30:00Z'");
        ELEMENTS.put(
                "Claim",
                "'status':'draft','type':{'text':'x'},'use':'claim','patient':{PATIENT},"
                        + "'created':'2026-12-01','provider':{'display':'x'},"
                        + "'priority':{'text':'x'},'insurance':[{'sequence':1,'focal':true,"
                        + "'coverage':{'display':'x'}}]");
        ELEMENTS.put("Medication", "'status':'active'");
        ELEMENTS.put("Organization", "'name':'x'");
        ELEMENTS.put("Practitioner", "'active':true");
        ELEMENTS.put("ValueSet", "'status':'active'");
        ELEMENTS.put("Basic", "'code':{'text':'x'}");
        ELEMENTS.put("Task", "'status':'draft','intent':'order'");
        ELEMENTS.put(
                "AuditEvent",
                "'type':{'code':'rest'},'recorded':'2026-11-24T00:00:00Z',"
                        + "'agent':[{'requestor':true}],'source':{'observer':{'display':'x'}}");
    }

    private Records() {}

    /** A document with its id. */
    public static String of(String type, String id, String patient) {
        return document(type, "'id':'" + id + "',", patient);
    }

    /** A document without an id. */
    public static String of(String type, String patient) {
        return document(type, "", patient);
    }

    private static String document(String type, String id, String patient) {
        String elements = ELEMENTS.get(type);
        if (elements == null) {
            throw new IllegalArgumentException("no sample of " + type);
        }
        return ("{'resourceType':'" + type + "'," + id + elements + "}")
                .replace("PATIENT", "'reference':'Patient/" + patient + "'")
                .replace('\'', '"');
    }
}
