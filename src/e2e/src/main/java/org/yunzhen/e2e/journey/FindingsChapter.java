package org.yunzhen.e2e.journey;

import ca.uhn.fhir.rest.api.MethodOutcome;
import ca.uhn.fhir.rest.client.api.IGenericClient;
import ca.uhn.fhir.rest.server.exceptions.PreconditionFailedException;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.util.Date;
import java.util.List;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Reference;
import org.yunzhen.e2e.BrokenPromiseException;
import org.yunzhen.e2e.Inputs;
import org.yunzhen.e2e.Reply;

/** A first visit gives no prescription; a follow-up is proven, and the doctor writes the record. */
final class FindingsChapter implements Chapter {
    private static final String CLINICAL =
            "http://terminology.hl7.org/CodeSystem/condition-clinical";

    private final Story story;

    FindingsChapter(Story story) {
        this.story = story;
    }

    @Override
    public List<Step> steps() {
        return List.of(
                new Step("a visit that is no proven follow-up gives no drugs", this::firstVisit),
                new Step("another's record proves nothing", this::foreignEvidence),
                new Step("the doctor confirms the follow-up by a record", this::confirm),
                new Step("the doctor writes a Condition", this::condition),
                new Step("the doctor writes an Observation, zeros kept", this::observation),
                new Step("an update on a stale version is refused", this::stale));
    }

    private void firstVisit() {
        new Drugs(story)
                .prescribe(Drugs.amlodipine(story.need(Fact.PATIENT), null))
                .refused(422, "follow-up-not-confirmed");
    }

    private void foreignEvidence() {
        String other = story.cast().withHypertension();
        confirmBy("DocumentReference/" + other + "-note").expect(403, 404, 422);
    }

    private void confirm() {
        Bundle notes =
                story.as(Fact.DOCTOR)
                        .fhir()
                        .search()
                        .byUrl("DocumentReference?patient=Patient/" + story.need(Fact.PATIENT))
                        .returnBundle(Bundle.class)
                        .execute();
        if (notes.getEntry().isEmpty()) {
            throw new BrokenPromiseException("the doctor finds no earlier record");
        }
        String note =
                "DocumentReference/"
                        + notes.getEntryFirstRep().getResource().getIdElement().getIdPart();
        Reply reply = confirmBy(note).expect(200);
        if (!reply.text().contains("follow-up-confirmed")) {
            throw new BrokenPromiseException("the visit does not tell the confirmation");
        }
    }

    private Reply confirmBy(String evidence) {
        Inputs inputs = Inputs.none().reference("evidence", evidence);
        inputs.value(
                "diagnosis",
                "Coding",
                JsonNodeFactory.instance
                        .objectNode()
                        .put("system", Drugs.ICD_10)
                        .put("code", Drugs.HYPERTENSION));
        return story.as(Fact.DOCTOR)
                .post("/fhir/" + story.need(Fact.ENCOUNTER) + "/$confirm-follow-up", inputs);
    }

    private void condition() {
        Condition condition = new Condition();
        condition.setClinicalStatus(
                new CodeableConcept().addCoding(new Coding(CLINICAL, "active", null)));
        condition.setCode(
                new CodeableConcept()
                        .addCoding(new Coding(Drugs.ICD_10, Drugs.HYPERTENSION, "原发性高血压")));
        condition.setSubject(new Reference("Patient/" + story.need(Fact.PATIENT)));
        condition.setEncounter(new Reference(story.need(Fact.ENCOUNTER)));
        condition.setRecordedDate(new Date());
        MethodOutcome made = story.as(Fact.DOCTOR).fhir().create().resource(condition).execute();
        story.keep(Fact.CONDITION, "Condition/" + made.getId().getIdPart());
    }

    private void observation() {
        MethodOutcome made = story.as(Fact.DOCTOR).fhir().create().resource(pressure()).execute();
        String reference = "Observation/" + made.getId().getIdPart();
        String read = story.as(Fact.DOCTOR).get("/fhir/" + reference).expect(200).text();
        if (!read.contains("148.0")) {
            throw new BrokenPromiseException("148.0 came back otherwise: " + read);
        }
        story.keep(Fact.OBSERVATION, reference);
    }

    private Observation pressure() {
        Observation observation = new Observation().setStatus(ObservationStatus.FINAL);
        observation.setCode(
                new CodeableConcept()
                        .addCoding(new Coding("http://loinc.org", "8480-6", "Systolic pressure")));
        observation.setSubject(new Reference("Patient/" + story.need(Fact.PATIENT)));
        observation.setEncounter(new Reference(story.need(Fact.ENCOUNTER)));
        observation.setEffective(new DateTimeType(new Date()));
        Quantity value = new Quantity().setValue(new BigDecimal("148.0")).setUnit("mmHg");
        observation.setValue(value.setSystem("http://unitsofmeasure.org").setCode("mm[Hg]"));
        return observation;
    }

    private void stale() {
        IGenericClient doctor = story.as(Fact.DOCTOR).fhir();
        String id = story.need(Fact.OBSERVATION).replaceFirst(".*/", "");
        Observation first = doctor.read().resource(Observation.class).withId(id).execute();
        String version = first.getIdElement().getVersionIdPart();
        first.addNote().setText("坐位，右上臂");
        first.setId(new IdType("Observation", id, version));
        doctor.update().resource(first).withId(first.getIdElement()).execute();
        try {
            doctor.update().resource(first).withId(first.getIdElement()).execute();
        } catch (PreconditionFailedException expected) {
            return;
        }
        throw new BrokenPromiseException("a second update of version " + version + " passed");
    }
}
