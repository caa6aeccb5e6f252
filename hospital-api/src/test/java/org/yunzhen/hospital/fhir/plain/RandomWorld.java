package org.yunzhen.hospital.fhir.plain;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Enumerations.AdministrativeGender;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;

/** A few patients, doctors and findings, so alike that searches find some and not others. */
final class RandomWorld {
    static final List<String> CODES = List.of("w", "h", "t");
    static final List<String> SYSTEMS = List.of("urn:a", "urn:b");
    static final List<String> FAMILIES = List.of("Li", "Liu", "Lin Wei", "王", "王小");
    static final List<String> DATES =
            List.of("2025", "2025-03", "2025-04", "2025-03-05", "2025-03-06", "2025-04-01");
    static final List<String> VALUES = List.of("5", "5.4", "5.40", "5.44", "6", "0.0054", "5400");
    static final List<String> UNITS = List.of("mg", "g");
    static final String UCUM = "http://unitsofmeasure.org";

    private static final List<ObservationStatus> STATUSES =
            List.of(ObservationStatus.FINAL, ObservationStatus.AMENDED);

    private final Random random;
    private final String name;
    private final List<Resource> all = new ArrayList<>();

    private RandomWorld(String name, Random random) {
        this.name = name;
        this.random = random;
    }

    /**
     * @param name begins the id of each resource, and tags it
     */
    static List<Resource> of(String name, Random random) {
        RandomWorld world = new RandomWorld(name, random);
        for (int i = 0; i < 3; i++) {
            world.add(new Practitioner().addName(world.humanName()), "d" + i);
        }
        for (int i = 0; i < 6; i++) {
            world.add(world.patient(), "p" + i);
        }
        for (int i = 0; i < 16; i++) {
            world.add(world.observation(i), "o" + i);
        }
        return world.all;
    }

    private void add(Resource resource, String id) {
        resource.setId(name + "-" + id);
        resource.getMeta().addTag().setSystem("urn:world").setCode(name);
        all.add(resource);
    }

    private org.hl7.fhir.r4.model.HumanName humanName() {
        return new org.hl7.fhir.r4.model.HumanName().setFamily(one(FAMILIES));
    }

    private Patient patient() {
        Patient patient = new Patient();
        if (random.nextInt(4) > 0) {
            patient.addName(humanName());
        }
        if (random.nextInt(4) > 0) {
            patient.setGender(one(List.of(AdministrativeGender.FEMALE, AdministrativeGender.MALE)));
        }
        if (random.nextBoolean()) {
            patient.setActiveElement(new BooleanType(random.nextBoolean()));
        }
        if (random.nextBoolean()) {
            patient.setBirthDateElement(new DateType(one(DATES)));
        }
        if (random.nextBoolean()) {
            patient.addGeneralPractitioner(to("Practitioner", "d", 3));
        }
        return patient;
    }

    private Observation observation(int number) {
        Observation observation = new Observation().setStatus(one(STATUSES)).setCode(concept());
        if (random.nextInt(5) > 0) {
            observation.setSubject(to("Patient", "p", 6));
        }
        switch (random.nextInt(4)) {
            case 0 -> observation.setEffective(new DateTimeType(one(DATES)));
            case 1 -> observation.setEffective(period());
            default -> {
                // none is known
            }
        }
        switch (random.nextInt(4)) {
            case 0, 1 -> observation.setValue(quantity());
            case 2 -> observation.setValue(concept());
            default -> {
                // nothing was found
            }
        }
        for (int i = random.nextInt(3); i > 0 && number > 0; i--) {
            observation.addHasMember(to("Observation", "o", number));
        }
        return observation;
    }

    private CodeableConcept concept() {
        CodeableConcept concept = new CodeableConcept();
        for (int i = random.nextInt(2); i >= 0; i--) {
            Coding coding = concept.addCoding().setCode(one(CODES));
            if (random.nextInt(4) > 0) {
                coding.setSystem(one(SYSTEMS));
            }
        }
        return concept;
    }

    private Period period() {
        Period period = new Period();
        boolean begins = random.nextBoolean();
        if (begins) {
            period.setStartElement(new DateTimeType("2025-03-0" + (1 + random.nextInt(6))));
        }
        if (!begins || random.nextBoolean()) {
            period.setEndElement(new DateTimeType("2025-0" + (3 + random.nextInt(2)) + "-07"));
        }
        return period;
    }

    private Quantity quantity() {
        return new Quantity()
                .setValue(new BigDecimal(one(VALUES)))
                .setSystem(UCUM)
                .setCode(one(UNITS));
    }

    private Reference to(String type, String kind, int among) {
        return new Reference(type + "/" + name + "-" + kind + random.nextInt(among));
    }

    private <T> T one(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
