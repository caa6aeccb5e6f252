package org.yunzhen.hospital.prescription;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.yunzhen.hospital.store.Stamp;
import org.yunzhen.mappings.identifier.Systems;
import org.yunzhen.mappings.json.FhirJson;

/**
 * The document that is signed: Composition, patient, prescriber, diagnoses and all lines, complete
 * in itself. Its stored bytes, as version 1, are what every signature covers.
 */
final class SignedBundle {
    private static final String PRESCRIPTION_FOR_MEDICATION = "57833-6";
    private static final List<String> OF_PERSON =
            List.of("resourceType", "id", "name", "gender", "birthDate");
    private static final List<String> OF_STAFF =
            List.of("resourceType", "id", "identifier", "name", "qualification");
    private static final List<String> OF_CONDITION =
            List.of(
                    "resourceType",
                    "id",
                    "clinicalStatus",
                    "verificationStatus",
                    "code",
                    "subject",
                    "recordedDate");

    private final String base;
    private final RequestDocument.Head head;
    private final ArrayNode entries = FhirJson.array();

    private SignedBundle(String base, RequestDocument.Head head) {
        this.base = base;
        this.head = head;
    }

    /**
     * @param base absolute address of the FHIR root
     * @param id of the Bundle
     */
    static ObjectNode of(
            String base,
            String id,
            RequestDocument.Head head,
            Draft draft,
            List<ObjectNode> requests) {
        SignedBundle bundle = new SignedBundle(base, head);
        bundle.add(bundle.composition(id, draft, requests));
        bundle.add(part(draft.facts().patient(), OF_PERSON));
        bundle.add(bundle.prescriber(draft));
        draft.facts().conditions().forEach(c -> bundle.add(part(c, OF_CONDITION)));
        requests.forEach(bundle::add);
        ObjectNode document = Fhir.resource("Bundle").put("id", id);
        document.set("identifier", Fhir.identifier(Systems.PRESCRIPTION_NO, head.number()));
        document.put("type", "document");
        document.put("timestamp", Stamp.instant(head.authored()));
        document.set("entry", bundle.entries);
        return document;
    }

    private void add(ObjectNode resource) {
        ObjectNode entry = entries.addObject();
        entry.put(
                "fullUrl",
                base
                        + "/"
                        + resource.path("resourceType").textValue()
                        + "/"
                        + resource.path("id").textValue());
        entry.set("resource", resource);
    }

    private ObjectNode prescriber(Draft draft) {
        String id = head.prescriber().substring(head.prescriber().indexOf('/') + 1);
        return draft.prescriber() == null
                ? Fhir.resource("Practitioner").put("id", id)
                : part(draft.prescriber(), OF_STAFF);
    }

    private ObjectNode composition(String id, Draft draft, List<ObjectNode> requests) {
        ObjectNode composition = Fhir.resource("Composition").put("id", id);
        composition.put("status", "final");
        composition.set(
                "type",
                Fhir.concept(Systems.LOINC, PRESCRIPTION_FOR_MEDICATION, "处方 Prescription"));
        composition.set("subject", Fhir.reference("Patient/" + head.patient()));
        composition.set("encounter", Fhir.reference("Encounter/" + head.encounter()));
        composition.put("date", Stamp.instant(head.authored()));
        composition.putArray("author").add(Fhir.reference(head.prescriber()));
        composition.put("title", "电子处方 " + head.number());
        ArrayNode sections = composition.putArray("section");
        section(sections, "诊断 Diagnoses", draft.facts().conditions());
        section(sections, "药品 Medicines", requests);
        return composition;
    }

    private static void section(ArrayNode sections, String title, List<ObjectNode> resources) {
        ObjectNode section = sections.addObject().put("title", title);
        ArrayNode entries = section.putArray("entry");
        for (ObjectNode resource : resources) {
            entries.add(
                    Fhir.reference(
                            resource.path("resourceType").textValue()
                                    + "/"
                                    + resource.path("id").textValue()));
        }
    }

    /** Of a document only what a prescription shows: no more of a person than it needs. */
    private static ObjectNode part(ObjectNode document, List<String> elements) {
        ObjectNode part = FhirJson.object();
        for (String element : elements) {
            if (document.has(element)) {
                part.set(element, document.get(element));
            }
        }
        return part;
    }
}
