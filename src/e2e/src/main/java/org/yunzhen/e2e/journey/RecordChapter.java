package org.yunzhen.e2e.journey;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Composition;
import org.hl7.fhir.r4.model.Parameters;
import org.yunzhen.e2e.BrokenPromiseException;
import org.yunzhen.e2e.Caller;
import org.yunzhen.e2e.Reply;

/** The patient reads the record and who looked at it; strangers read nothing. */
final class RecordChapter implements Chapter {
    private static final int PAGES_MAX = 100;

    private final Story story;

    RecordChapter(Story story) {
        this.story = story;
    }

    @Override
    public List<Step> steps() {
        return List.of(
                new Step("$everything holds what this visit wrote", this::everything),
                new Step("$summary is a patient summary document", this::summary),
                new Step("$who-looked names the doctor", this::whoLooked),
                new Step("another patient reads nothing of it", this::otherPatient),
                new Step("a doctor without a relation reads nothing of it", this::otherDoctor));
    }

    private void everything() {
        var client = story.as(Fact.PATIENT).fhir();
        Bundle page =
                client.operation()
                        .onInstance("Patient/" + story.need(Fact.PATIENT))
                        .named("$everything")
                        .withNoParameters(Parameters.class)
                        .useHttpGet()
                        .returnResourceType(Bundle.class)
                        .execute();
        Set<String> found = new HashSet<>();
        for (int pages = 0; page != null && pages < PAGES_MAX; pages++) {
            page.getEntry().forEach(entry -> found.add(reference(entry)));
            page =
                    page.getLink(Bundle.LINK_NEXT) == null
                            ? null
                            : client.loadPage().next(page).execute();
        }
        for (Fact fact :
                List.of(
                        Fact.APPOINTMENT,
                        Fact.ENCOUNTER,
                        Fact.CONDITION,
                        Fact.OBSERVATION,
                        Fact.MEDICATION_REQUEST)) {
            if (!found.contains(story.need(fact))) {
                throw new BrokenPromiseException(fact + " is missing");
            }
        }
    }

    private static String reference(Bundle.BundleEntryComponent entry) {
        return entry.getResource().fhirType()
                + "/"
                + entry.getResource().getIdElement().getIdPart();
    }

    private void summary() {
        Bundle summary =
                story.as(Fact.PATIENT)
                        .fhir()
                        .operation()
                        .onInstance("Patient/" + story.need(Fact.PATIENT))
                        .named("$summary")
                        .withNoParameters(Parameters.class)
                        .useHttpGet()
                        .returnResourceType(Bundle.class)
                        .execute();
        boolean isDocument = summary.getType() == Bundle.BundleType.DOCUMENT;
        if (!isDocument || !(summary.getEntryFirstRep().getResource() instanceof Composition)) {
            throw new BrokenPromiseException("no document that begins with a Composition");
        }
    }

    private void whoLooked() {
        Caller patient = story.as(Fact.PATIENT);
        String doctor = story.need(Fact.DOCTOR);
        String name =
                patient.get("/fhir/Practitioner/" + doctor)
                        .expect(200)
                        .json()
                        .path("name")
                        .path(0)
                        .path("text")
                        .asText();
        String since =
                patient.get("/fhir/" + story.need(Fact.APPOINTMENT))
                        .expect(200)
                        .json()
                        .path("created")
                        .asText();
        // an earlier walk's rows are no proof of this one's
        Reply reply =
                patient.get(
                                "/fhir/Patient/"
                                        + story.need(Fact.PATIENT)
                                        + "/$who-looked?_since="
                                        + URLEncoder.encode(since, StandardCharsets.UTF_8))
                        .expect(200);
        boolean named = !name.isEmpty() && reply.text().contains(name);
        if (!named && !reply.text().contains(doctor)) {
            throw new BrokenPromiseException("the doctor is not named");
        }
    }

    private void otherPatient() {
        Caller other = story.as(Fact.LATE_PATIENT);
        refusesAll(other);
        String search = "/fhir/Condition?patient=Patient/" + story.need(Fact.PATIENT);
        Reply reply = other.get(search).expect(200, 403);
        if (reply.status() == 200 && !reply.json().path("entry").isEmpty()) {
            throw new BrokenPromiseException("a search shows another's record");
        }
    }

    private void otherDoctor() {
        refusesAll(story.hospital().as("doctor20"));
    }

    private void refusesAll(Caller stranger) {
        stranger.get("/fhir/Patient/" + story.need(Fact.PATIENT)).expect(403);
        for (Fact fact : List.of(Fact.ENCOUNTER, Fact.CONDITION, Fact.MEDICATION_REQUEST)) {
            stranger.get("/fhir/" + story.need(fact)).expect(403);
        }
        stranger.get("/fhir/Patient/" + story.need(Fact.PATIENT) + "/$everything").expect(403);
    }
}
