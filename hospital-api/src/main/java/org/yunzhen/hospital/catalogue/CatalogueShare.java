package org.yunzhen.hospital.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.util.List;
import java.util.function.BiFunction;
import org.yunzhen.mappings.json.FhirJson;

/**
 * What one document says of the catalogue: a MedicationKnowledge its medicine, a
 * ChargeItemDefinition its price item, a CodeSystem of ICD-10 its diagnoses.
 *
 * @param kind as in the rows: {@code medicine}, {@code item} or {@code diagnosis}
 * @param from the first day on which it holds; null: at once
 * @param until the first day on which it holds no more; null: until it is changed
 * @param entries as texts by the columns' names ({@link Entries}); none when the document is of
 *     something else, or in force no more
 */
record CatalogueShare(String kind, LocalDate from, LocalDate until, List<JsonObject> entries) {
    private static final String EFFECTIVE =
            "http://hl7.org/fhir/StructureDefinition/resource-effectivePeriod";

    /**
     * Reads a document.
     *
     * @throws org.yunzhen.mappings.refusal.RefusedException with an issue for each element that an
     *     entry needs and the document lacks
     */
    static CatalogueShare of(JsonNode document) {
        EntryReading reading = new EntryReading();
        CatalogueShare share =
                switch (document.path("resourceType").asText()) {
                    case "MedicationKnowledge" -> medicine(document, reading);
                    case "ChargeItemDefinition" -> item(document, reading);
                    default -> diagnoses(document, reading);
                };
        reading.end();
        return share;
    }

    /** What a document that is gone says: no entry of its kind. */
    static CatalogueShare none(String type) {
        return new CatalogueShare(kindOf(type), null, null, List.of());
    }

    /** Whether a stored document may tell entries: most code systems are others than ours. */
    static boolean mayBe(String type, byte[] body) {
        return !type.equals("CodeSystem")
                || DiagnosesDocument.isUrl(FhirJson.property(body, "url"));
    }

    /** The kind of entries that documents of a type tell; null when they tell none. */
    static String kindOf(String type) {
        return switch (type) {
            case "MedicationKnowledge" -> "medicine";
            case "ChargeItemDefinition" -> "item";
            case "CodeSystem" -> "diagnosis";
            default -> null;
        };
    }

    private static CatalogueShare medicine(JsonNode document, EntryReading reading) {
        boolean holds =
                MedicineDocument.isOne(document)
                        && document.path("status").asText("active").equals("active");
        JsonNode period =
                EntryReading.extensions(document, EFFECTIVE)
                        .findFirst()
                        .map(extension -> extension.path("valuePeriod"))
                        .orElse(MissingNode.getInstance());
        String element = EntryReading.extension("MedicationKnowledge", EFFECTIVE) + ".value";
        return share("medicine", holds, period, element, reading, MedicineDocument::read, document);
    }

    private static CatalogueShare item(JsonNode document, EntryReading reading) {
        boolean holds = PriceDocument.isOne(document) && isActive(document);
        JsonNode period = document.path("effectivePeriod");
        String element = "ChargeItemDefinition.effectivePeriod";
        return share("item", holds, period, element, reading, PriceDocument::read, document);
    }

    private static CatalogueShare diagnoses(JsonNode document, EntryReading reading) {
        boolean holds = DiagnosesDocument.isOne(document) && isActive(document);
        return new CatalogueShare(
                "diagnosis",
                null,
                null,
                holds ? DiagnosesDocument.read(document, reading) : List.of());
    }

    private static boolean isActive(JsonNode document) {
        return document.path("status").asText().equals("active");
    }

    private static CatalogueShare share(
            String kind,
            boolean holds,
            JsonNode period,
            String element,
            EntryReading reading,
            BiFunction<JsonNode, EntryReading, JsonObject> entry,
            JsonNode document) {
        if (!holds) {
            return new CatalogueShare(kind, null, null, List.of());
        }
        LocalDate last = reading.day(period.path("end"), element + ".end");
        return new CatalogueShare(
                kind,
                reading.day(period.path("start"), element + ".start"),
                last == null ? null : last.plusDays(1),
                List.of(entry.apply(document, reading)));
    }
}
