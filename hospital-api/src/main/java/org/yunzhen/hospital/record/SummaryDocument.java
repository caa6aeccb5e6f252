package org.yunzhen.hospital.record;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.OffsetDateTime;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.yunzhen.hospital.fhir.Call;
import org.yunzhen.hospital.store.Stamp;
import org.yunzhen.mappings.code.Language;
import org.yunzhen.mappings.identifier.Systems;
import org.yunzhen.mappings.json.FhirJson;

/**
 * Builds one International Patient Summary: a document Bundle whose Composition refers to what
 * follows it by full URLs.
 */
final class SummaryDocument {
    private static final String PROFILES = "http://hl7.org/fhir/uv/ips/StructureDefinition/";
    private static final String EMPTY_REASON =
            "http://terminology.hl7.org/CodeSystem/list-empty-reason";

    private final Call call;
    private final OffsetDateTime at;
    private final ObjectNode patient;
    private final ObjectNode author;
    private final String authorUrl = urn();
    private final Set<ObjectNode> used = new LinkedHashSet<>();

    /**
     * @param author the institution that answers for the summary, an Organization
     */
    SummaryDocument(Call call, OffsetDateTime at, ObjectNode patient, ObjectNode author) {
        this.call = call;
        this.at = at;
        this.patient = patient;
        this.author = author;
    }

    /** The Bundle, made of these clinical resources. */
    ObjectNode of(List<ObjectNode> clinical) {
        ObjectNode composition = composition(clinical);
        ObjectNode bundle = FhirJson.object();
        bundle.put("resourceType", "Bundle");
        bundle.putObject("meta").putArray("profile").add(PROFILES + "Bundle-uv-ips");
        bundle.put("language", language().tag());
        bundle.putObject("identifier").put("system", "urn:ietf:rfc:3986").put("value", urn());
        bundle.put("type", "document");
        bundle.put("timestamp", Stamp.instant(at));
        ArrayNode entries = bundle.putArray("entry");
        entry(entries, urn(), composition);
        entry(entries, url(patient), patient);
        entry(entries, authorUrl, author);
        used.forEach(resource -> entry(entries, url(resource), resource));
        return bundle;
    }

    private ObjectNode composition(List<ObjectNode> clinical) {
        String name = PersonNames.display(patient);
        String title = language().pick("患者健康摘要", "International Patient Summary");
        ObjectNode composition = FhirJson.object();
        composition.put("resourceType", "Composition");
        composition.putObject("meta").putArray("profile").add(PROFILES + "Composition-uv-ips");
        composition.put("language", language().tag());
        narrative(composition, List.of((title + " " + name).strip()));
        composition.put("status", "final");
        composition
                .putObject("type")
                .putArray("coding")
                .add(coding(Systems.LOINC, "60591-5", "Patient summary Document"));
        composition.putObject("subject").put("reference", url(patient));
        composition.put("date", Stamp.instant(at));
        composition.putArray("author").addObject().put("reference", authorUrl);
        composition.put("title", title);
        composition.putObject("custodian").put("reference", authorUrl);
        ArrayNode sections = composition.putArray("section");
        for (SummarySection section : SummarySection.values()) {
            List<ObjectNode> held = clinical.stream().filter(section::accepts).toList();
            if (section.required() || !held.isEmpty()) {
                section(sections.addObject(), section, held);
            }
        }
        return composition;
    }

    private void section(ObjectNode made, SummarySection section, List<ObjectNode> held) {
        made.put("title", section.title(language()));
        made.putObject("code")
                .putArray("coding")
                .add(coding(Systems.LOINC, section.loinc(), section.loincName()));
        if (held.isEmpty()) {
            // that nothing is recorded here does not say that there is nothing
            String nothing =
                    language().pick("本院无相关记录", "No information is recorded at this hospital");
            narrative(made, List.of(nothing));
            made.putObject("emptyReason")
                    .put("text", nothing)
                    .putArray("coding")
                    .add(coding(EMPTY_REASON, "unavailable", "Unavailable"));
            return;
        }
        narrative(made, held.stream().map(SummaryLine::of).toList());
        ArrayNode entries = made.putArray("entry");
        held.forEach(resource -> entries.addObject().put("reference", url(resource)));
        used.addAll(held);
    }

    private void narrative(ObjectNode holder, List<String> lines) {
        StringBuilder div =
                new StringBuilder("<div xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"");
        div.append(language().tag()).append("\"><ul>");
        lines.forEach(line -> div.append("<li>").append(escaped(line)).append("</li>"));
        div.append("</ul></div>");
        holder.putObject("text").put("status", "generated").put("div", div.toString());
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private Language language() {
        return call.language();
    }

    private String url(ObjectNode resource) {
        return call.url(resource.path("resourceType").textValue(), resource.path("id").textValue());
    }

    private static void entry(ArrayNode entries, String fullUrl, ObjectNode resource) {
        entries.addObject().put("fullUrl", fullUrl).set("resource", resource);
    }

    private static ObjectNode coding(String system, String code, String display) {
        return FhirJson.object().put("system", system).put("code", code).put("display", display);
    }

    private static String urn() {
        return "urn:uuid:" + UUID.randomUUID();
    }
}
