package org.yunzhen.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ca.uhn.fhir.rest.api.SearchTotalModeEnum;
import ca.uhn.fhir.rest.client.api.IGenericClient;
import ca.uhn.fhir.rest.server.exceptions.PreconditionFailedException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hl7.fhir.instance.model.api.IIdType;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Enumerations.AdministrativeGender;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;

/** HAPI's generic client, doing what the programs in {@code src/test/node} have theirs do. */
final class HapiSteps {
    private static final int OBSERVATIONS = 5;
    private static final int PAGE = 2;
    private static final String PATCH =
            """
            [{"op": "test", "path": "/birthDate", "value": "1990-05-17"},
             {"op": "add", "path": "/address", "value": [{"text": "攀枝花市"}]}]""";

    private final IGenericClient client;
    private final String mark;
    private final List<String> lines = new ArrayList<>();

    HapiSteps(IGenericClient client, String mark) {
        this.client = client;
        this.mark = mark;
    }

    /** A line for each step, as the programs write them. */
    List<String> run() {
        Patient patient = create();
        IdType id = patient.getIdElement().toUnqualifiedVersionless();
        read(patient);
        update(patient);
        patch(id);
        history(id);
        transaction(new Reference(id));
        pages(id);
        return lines;
    }

    private Patient create() {
        Patient patient = new Patient().setGender(AdministrativeGender.FEMALE);
        patient.addIdentifier().setSystem("https://client.example/mark").setValue(mark);
        patient.addName().setText("林望舒");
        var outcome = client.create().resource(patient).execute();
        assertThat(outcome.getCreated()).isTrue();
        said("create", versionless(outcome.getResource().getIdElement()), version(outcome.getId()));
        return (Patient) outcome.getResource();
    }

    private void read(Patient patient) {
        Patient read =
                client.read()
                        .resource(Patient.class)
                        .withId(patient.getIdElement().getIdPart())
                        .execute();
        assertThat(read.equalsDeep(patient)).isTrue();
        said("read", version(read.getIdElement()));
    }

    /** The version in the id becomes the client's {@code If-Match}. */
    private void update(Patient patient) {
        patient.setBirthDateElement(new DateType("1990-05-17"));
        IdType first = patient.getIdElement().copy();
        var outcome = client.update().resource(patient).withId(first).execute();
        PreconditionFailedException stale =
                catchThrowableOfType(
                        PreconditionFailedException.class,
                        () -> client.update().resource(patient).withId(first).execute());
        OperationOutcome reason = (OperationOutcome) stale.getOperationOutcome();
        said("update", version(outcome.getId()), reason.getIssueFirstRep().getCode().toCode());
    }

    private void patch(IdType id) {
        said("patch", version(client.patch().withBody(PATCH).withId(id).execute().getId()));
    }

    private void history(IdType id) {
        Bundle history = client.history().onInstance(id).andReturnBundle(Bundle.class).execute();
        said("history", resources(history).map(version -> version(version.getIdElement())));
    }

    private void transaction(Reference subject) {
        String urn = IdType.newRandomUuid().getValue();
        Bundle bundle = new Bundle().setType(BundleType.TRANSACTION);
        Encounter encounter =
                new Encounter()
                        .setStatus(Encounter.EncounterStatus.FINISHED)
                        .setClass_(
                                new Coding()
                                        .setSystem(
                                                "http://terminology.hl7.org/CodeSystem/v3-ActCode")
                                        .setCode("VR"))
                        .setSubject(subject);
        add(bundle, encounter).setFullUrl(urn);
        IntStream.range(0, OBSERVATIONS)
                .forEach(i -> add(bundle, observation(i, subject, new Reference(urn))));
        Bundle answer = client.transaction().withBundle(bundle).execute();
        said(
                "transaction",
                answer.getEntry().stream()
                        .map(entry -> versionless(new IdType(entry.getResponse().getLocation()))));
    }

    private static BundleEntryComponent add(Bundle bundle, Resource resource) {
        BundleEntryComponent entry = bundle.addEntry().setResource(resource);
        entry.getRequest().setMethod(HTTPVerb.POST).setUrl(resource.fhirType());
        return entry;
    }

    private static Observation observation(int i, Reference subject, Reference encounter) {
        Quantity rate =
                new Quantity()
                        .setValue(70 + i)
                        .setSystem("http://unitsofmeasure.org")
                        .setCode("/min");
        return new Observation()
                .setStatus(Observation.ObservationStatus.FINAL)
                .setCode(
                        new CodeableConcept()
                                .addCoding(
                                        new Coding()
                                                .setSystem("http://loinc.org")
                                                .setCode("8867-4")))
                .setSubject(subject)
                .setEncounter(encounter)
                .setEffective(new DateTimeType("2026-03-0" + (i + 1) + "T09:00:00+08:00"))
                .setValue(rate);
    }

    private void pages(IdType patient) {
        Bundle page =
                client.search()
                        .forResource(Observation.class)
                        .where(Observation.SUBJECT.hasId(patient))
                        .sort()
                        .descending(Observation.DATE)
                        .count(PAGE)
                        .totalMode(SearchTotalModeEnum.ACCURATE)
                        .returnBundle(Bundle.class)
                        .execute();
        assertThat(page.getEntry()).hasSize(PAGE);
        said("search", "" + page.getTotal());
        List<String> found = new ArrayList<>();
        while (page != null) {
            resources(page).map(one -> versionless(one.getIdElement())).forEach(found::add);
            boolean last = page.getLink(Bundle.LINK_NEXT) == null;
            page = last ? null : client.loadPage().next(page).execute();
        }
        said("page", found.stream());
    }

    private static Stream<Resource> resources(Bundle bundle) {
        return bundle.getEntry().stream().map(BundleEntryComponent::getResource);
    }

    private void said(String step, String... words) {
        said(step, Stream.of(words));
    }

    private void said(String step, Stream<String> words) {
        lines.add(String.join(" ", Stream.concat(Stream.of(step), words).toList()));
    }

    private static String version(IIdType id) {
        return id.getVersionIdPart();
    }

    private static String versionless(IIdType id) {
        return id.toUnqualifiedVersionless().getValue();
    }
}
