package org.yunzhen.hospital.platform.demo.hospital;

import static org.yunzhen.hospital.platform.demo.hospital.Elements.bilingual;
import static org.yunzhen.hospital.platform.demo.hospital.Elements.coding;
import static org.yunzhen.hospital.platform.demo.hospital.Elements.concept;
import static org.yunzhen.hospital.platform.demo.hospital.Elements.extension;
import static org.yunzhen.hospital.platform.demo.hospital.Elements.resource;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import org.yunzhen.hospital.platform.demo.hospital.Content.Line;
import org.yunzhen.mappings.identifier.Extensions;
import org.yunzhen.mappings.identifier.Systems;
import org.yunzhen.mappings.money.FhirMoney;
import org.yunzhen.mappings.money.Money;

/** A medicine of the hospital's own list, with its price and what its prescription is held to. */
final class Knowledge {
    private static final String UCUM = "http://unitsofmeasure.org";

    private Knowledge() {}

    static ObjectNode document(Line line) {
        ObjectNode made = resource("MedicationKnowledge", line.text("code"));
        ReferenceData.insuranceClass(made, line);
        ReferenceData.categories(line)
                .forEach(c -> extension(made, Extensions.MEDICINE_CATEGORY).put("valueCode", c));
        ReferenceData.marks(line)
                .forEach(m -> extension(made, Extensions.MEDICINE_MARK).put("valueCode", m));
        extension(made, Extensions.MEDICINE_STRENGTH).put("valueString", line.text("strength"));
        extension(made, Extensions.ONLINE_DAYS_MAX)
                .put("valueUnsignedInt", Integer.parseInt(line.text("max_days_online")));
        line.list("allergies")
                .forEach(a -> extension(made, Extensions.ALLERGEN).put("valueCode", a));
        made.set("code", ReferenceData.medicineCode(line));
        made.put("status", "active");
        ObjectNode form = concept(line.text("form_zh"));
        bilingual(form, "text", line.text("form_zh"), line.text("form_en"));
        made.set("doseForm", form);
        ArrayNode ingredients = made.putArray("ingredient");
        for (String key : line.text("ingredients").split("\\+")) {
            ingredients.addObject().set("itemCodeableConcept", concept(key));
        }
        ObjectNode cost = made.putArray("cost").addObject();
        cost.set("type", concept("零售价"));
        cost.set("cost", FhirMoney.of(Money.ofYuan(line.text("price"))));
        made.set("packaging", packaging(line));
        guidelines(made.putArray("administrationGuidelines"), line);
        return made;
    }

    private static ObjectNode packaging(Line line) {
        ObjectNode type = concept(afterStroke(line.text("package_zh")));
        bilingual(type, "text", type.path("text").asText(), afterStroke(line.text("package_en")));
        ObjectNode made = type.objectNode();
        made.set("type", type);
        ObjectNode quantity = made.putObject("quantity");
        quantity.put("value", new BigDecimal(line.text("units_per_package")));
        bilingual(quantity, "unit", line.text("unit_zh"), line.text("unit_en"));
        return made;
    }

    /** {@code 28 片/盒}: what is sold stands behind the last stroke. */
    private static String afterStroke(String text) {
        return text.substring(text.lastIndexOf('/') + 1).strip();
    }

    /** The most of one day, and for what it is indicated. */
    private static void guidelines(ArrayNode guidelines, Line line) {
        ObjectNode dosage = guidelines.addObject().putArray("dosage").addObject();
        dosage.set("type", concept("每日最大剂量"));
        ObjectNode most = dosage.putArray("dosage").addObject().putObject("maxDosePerPeriod");
        amount(
                most.putObject("numerator"),
                line.text("max_daily_value"),
                line.text("max_daily_unit"));
        amount(most.putObject("denominator"), "1", "d");
        for (String code : line.list("indications")) {
            ObjectNode indication = coding(Systems.ICD_10_CN, code, code);
            indication.remove("display");
            ObjectNode concept = guidelines.objectNode();
            concept.putArray("coding").add(indication);
            guidelines.addObject().set("indicationCodeableConcept", concept);
        }
    }

    private static void amount(ObjectNode quantity, String value, String unit) {
        quantity.put("value", new BigDecimal(value));
        quantity.put("unit", unit).put("system", UCUM).put("code", unit);
    }
}
