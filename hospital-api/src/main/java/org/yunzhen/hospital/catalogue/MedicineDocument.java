package org.yunzhen.hospital.catalogue;

import static org.yunzhen.hospital.catalogue.EntryReading.codeOf;
import static org.yunzhen.hospital.catalogue.EntryReading.codes;
import static org.yunzhen.hospital.catalogue.EntryReading.coding;
import static org.yunzhen.hospital.catalogue.EntryReading.elements;
import static org.yunzhen.hospital.catalogue.EntryReading.english;
import static org.yunzhen.hospital.catalogue.EntryReading.extension;
import static org.yunzhen.hospital.catalogue.EntryReading.extensions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yunzhen.mappings.code.Coded;
import org.yunzhen.mappings.code.MedicineCategory;
import org.yunzhen.mappings.code.MedicineMark;
import org.yunzhen.mappings.identifier.Extensions;
import org.yunzhen.mappings.identifier.Systems;

/** A medicine of the catalogue as MedicationKnowledge says it. */
final class MedicineDocument {
    private static final String TYPE = "MedicationKnowledge";
    private static final String NONE = "-";
    private static final String DAY = "d";

    private MedicineDocument() {}

    /** Whether it is a medicine of the hospital's own list, by its code. */
    static boolean isOne(JsonNode document) {
        return coding(document.path("code"), Systems.MEDICINE_CODE).has("code");
    }

    /** Its entry, as texts; what lacks is told to the reading. */
    static JsonObject read(JsonNode document, EntryReading reading) {
        JsonObject entry = new JsonObject();
        names(entry, document, reading);
        packaging(entry, document.path("packaging"), reading);
        entry.put("insurance_class", reading.insuranceClass(document, TYPE));
        List<JsonNode> costs = elements(document.path("cost")).map(c -> c.path("cost")).toList();
        entry.put("price", reading.price(costs, TYPE + ".cost.cost"));
        entry.put("flags", flags(document, reading));
        mostOfADay(entry, document, reading);
        entry.put("max_days_online", daysOnline(document, reading));
        entry.put("allergies", joined(codes(document, Extensions.ALLERGEN).stream(), " "));
        entry.put("indications", joined(indications(document), " "));
        return entry;
    }

    private static void names(JsonObject entry, JsonNode document, EntryReading reading) {
        JsonNode code = document.path("code");
        JsonNode house = coding(code, Systems.MEDICINE_CODE);
        entry.put(
                "code",
                reading.text(house.path("code"), codeOf(TYPE, Systems.MEDICINE_CODE) + ".code"));
        entry.put(
                "name_zh",
                reading.text(
                        house.path("display"), codeOf(TYPE, Systems.MEDICINE_CODE) + ".display"));
        entry.put("name_en", english(house, "display"));
        entry.put(
                "nhsa_code",
                reading.text(
                        coding(code, Systems.NHSA_DRUG_CODE).path("code"),
                        codeOf(TYPE, Systems.NHSA_DRUG_CODE)));
        entry.put("atc", coding(code, Systems.ATC).path("code").asText(NONE));
        JsonNode strength =
                extensions(document, Extensions.MEDICINE_STRENGTH)
                        .findFirst()
                        .map(extension -> extension.path("valueString"))
                        .orElse(MissingNode.getInstance());
        entry.put(
                "strength", reading.text(strength, extension(TYPE, Extensions.MEDICINE_STRENGTH)));
        JsonNode form = document.path("doseForm");
        entry.put("form_zh", reading.text(form.path("text"), TYPE + ".doseForm.text"));
        entry.put("form_en", english(form, "text"));
        List<String> ingredients =
                elements(document.path("ingredient"))
                        .map(i -> i.path("itemCodeableConcept").path("text").asText().strip())
                        .toList();
        if (ingredients.isEmpty() || ingredients.contains("")) {
            reading.fault(TYPE + ".ingredient.itemCodeableConcept.text");
        }
        entry.put("ingredients", joined(ingredients.stream(), "+").toLowerCase(Locale.ROOT));
    }

    private static void packaging(JsonObject entry, JsonNode packaging, EntryReading reading) {
        JsonNode type = packaging.path("type");
        JsonNode quantity = packaging.path("quantity");
        String unit = TYPE + ".packaging.quantity";
        entry.put("package_zh", reading.text(type.path("text"), TYPE + ".packaging.type.text"));
        entry.put("package_en", english(type, "text"));
        entry.put("unit_zh", reading.text(quantity.path("unit"), unit + ".unit"));
        entry.put("unit_en", english(quantity, "unit"));
        entry.put("units_per_package", reading.positive(quantity.path("value"), unit + ".value"));
    }

    /** Who forgets what restricts a medicine, or misspells it, would lift the restriction. */
    private static String flags(JsonNode document, EntryReading reading) {
        List<String> categories = codes(document, Extensions.MEDICINE_CATEGORY);
        List<String> marks = codes(document, Extensions.MEDICINE_MARK);
        if (!categories.stream().allMatch(c -> Coded.find(MedicineCategory.class, c).isPresent())) {
            reading.fault(extension(TYPE, Extensions.MEDICINE_CATEGORY));
        }
        boolean known = marks.stream().allMatch(m -> Coded.find(MedicineMark.class, m).isPresent());
        boolean prescribed = marks.contains(MedicineMark.PRESCRIPTION_ONLY.code());
        if (!known || prescribed == marks.contains(MedicineMark.OTC.code())) {
            reading.fault(extension(TYPE, Extensions.MEDICINE_MARK));
        }
        return joined(Stream.concat(categories.stream(), marks.stream()), " ");
    }

    /** The highest dose of one day, of an adult. */
    private static void mostOfADay(JsonObject entry, JsonNode document, EntryReading reading) {
        String element = TYPE + ".administrationGuidelines.dosage.dosage.maxDosePerPeriod";
        List<JsonNode> most = new ArrayList<>();
        elements(document.path("administrationGuidelines"))
                .flatMap(guideline -> elements(guideline.path("dosage")))
                .flatMap(dosage -> elements(dosage.path("dosage")))
                .filter(dosage -> dosage.has("maxDosePerPeriod"))
                .forEach(dosage -> most.add(dosage.get("maxDosePerPeriod")));
        if (most.size() != 1 || !isOfOneDay(most.get(0).path("denominator"))) {
            reading.fault(element);
            return;
        }
        JsonNode dose = most.get(0).path("numerator");
        entry.put("max_daily_value", reading.positive(dose.path("value"), element + ".numerator"));
        JsonNode unit = dose.has("code") ? dose.get("code") : dose.path("unit");
        entry.put("max_daily_unit", reading.text(unit, element + ".numerator.code"));
    }

    private static boolean isOfOneDay(JsonNode period) {
        return period.path("code").asText(period.path("unit").asText()).equals(DAY)
                && period.path("value").isNumber()
                && period.get("value").decimalValue().compareTo(BigDecimal.ONE) == 0;
    }

    private static String daysOnline(JsonNode document, EntryReading reading) {
        List<JsonNode> days =
                extensions(document, Extensions.ONLINE_DAYS_MAX)
                        .map(extension -> extension.path("valueUnsignedInt"))
                        .filter(JsonNode::isInt)
                        .toList();
        if (days.size() != 1) {
            reading.fault(extension(TYPE, Extensions.ONLINE_DAYS_MAX));
            return "";
        }
        return days.get(0).asText();
    }

    private static Stream<String> indications(JsonNode document) {
        return elements(document.path("administrationGuidelines"))
                .flatMap(g -> elements(g.path("indicationCodeableConcept").path("coding")))
                .filter(coding -> coding.path("system").asText().equals(Systems.ICD_10_CN))
                .map(coding -> coding.path("code").asText());
    }

    private static String joined(Stream<String> texts, String separator) {
        String all = texts.collect(Collectors.joining(separator));
        return all.isEmpty() ? NONE : all;
    }
}
