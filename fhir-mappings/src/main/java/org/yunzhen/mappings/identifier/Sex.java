package org.yunzhen.mappings.identifier;

/** The sex that a resident identity number states, with its code in GB/T 2261.1 and in FHIR. */
public enum Sex {
    MALE("1", "male"),
    FEMALE("2", "female");

    private final String nationalCode;
    private final String fhirGender;

    Sex(String nationalCode, String fhirGender) {
        this.nationalCode = nationalCode;
        this.fhirGender = fhirGender;
    }

    /** The code of GB/T 2261.1, which the insurance platform calls {@code gend}. */
    public String nationalCode() {
        return nationalCode;
    }

    /** The code of {@code Patient.gender}. */
    public String fhirGender() {
        return fhirGender;
    }
}
