package org.yunzhen.hospital.platform.demo.hospital;

import static org.yunzhen.hospital.platform.demo.hospital.Elements.bilingual;
import static org.yunzhen.hospital.platform.demo.hospital.Elements.coding;
import static org.yunzhen.hospital.platform.demo.hospital.Elements.concept;
import static org.yunzhen.hospital.platform.demo.hospital.Elements.extension;
import static org.yunzhen.hospital.platform.demo.hospital.Elements.identifier;
import static org.yunzhen.hospital.platform.demo.hospital.Elements.resource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.yunzhen.hospital.platform.demo.hospital.Content.Line;
import org.yunzhen.mappings.code.Coded;
import org.yunzhen.mappings.code.MedicineCategory;
import org.yunzhen.mappings.code.MedicineMark;
import org.yunzhen.mappings.identifier.Extensions;
import org.yunzhen.mappings.identifier.Systems;
import org.yunzhen.mappings.json.FhirJson;
import org.yunzhen.mappings.money.FhirMoney;
import org.yunzhen.mappings.money.Money;

/**
 * The catalogue as documents that apps can search: medicines, price items, diagnoses, allergies.
 */
final class ReferenceData {
    private static final String SINCE = "2026-01-01";
    private static final Map<String, String> CLASSES = Map.of("甲", "A", "乙", "B", "丙", "C");

    private ReferenceData() {}

    static ObjectNode medication(Line line) {
        ObjectNode made = resource("Medication", line.text("code"));
        insuranceClass(made, line);
        categories(line)
                .forEach(c -> extension(made, Extensions.MEDICINE_CATEGORY).put("valueCode", c));
        made.putArray("identifier").add(identifier(Systems.MEDICINE_CODE, line.text("code")));
        made.set("code", medicineCode(line));
        made.put("status", "active");
        ObjectNode form = concept(line.text("form_zh"));
        bilingual(form, "text", line.text("form_zh"), line.text("form_en"));
        made.set("form", form);
        made.set("amount", packageAmount(line));
        var ingredients = made.putArray("ingredient");
        for (String key : line.text("ingredients").split("\\+")) {
            ingredients.addObject().set("itemCodeableConcept", concept(key));
        }
        return made;
    }

    /** What restricts or eases the prescription of a medicine. */
    static List<String> categories(Line line) {
        return codes(line).filter(c -> Coded.find(MedicineCategory.class, c).isPresent()).toList();
    }

    /** What else is said of a medicine. */
    static List<String> marks(Line line) {
        return codes(line).filter(c -> Coded.find(MedicineMark.class, c).isPresent()).toList();
    }

    private static Stream<String> codes(Line line) {
        return line.list("flags").stream()
                .map(flag -> flag.replace("-nonrestricted", "-non-restricted"));
    }

    static ObjectNode medicineCode(Line line) {
        String text = line.text("name_zh") + " " + line.text("strength");
        ObjectNode house = coding(Systems.MEDICINE_CODE, line.text("code"), line.text("name_zh"));
        bilingual(house, "display", line.text("name_zh"), line.text("name_en"));
        ObjectNode nhsa =
                coding(Systems.NHSA_DRUG_CODE, line.text("nhsa_code"), line.text("name_zh"));
        ObjectNode code =
                line.has("atc")
                        ? concept(
                                text,
                                house,
                                nhsa,
                                coding(Systems.ATC, line.text("atc"), line.text("name_en")))
                        : concept(text, house, nhsa);
        bilingual(code, "text", text, line.text("name_en") + " " + line.text("strength"));
        return code;
    }

    /** Counted units in one package. */
    private static ObjectNode packageAmount(Line line) {
        ObjectNode amount = FhirJson.object();
        amount.putObject("numerator")
                .put("value", new BigDecimal(line.text("units_per_package")))
                .put("unit", line.text("unit_zh"));
        amount.putObject("denominator").put("value", BigDecimal.ONE).put("unit", "盒");
        return amount;
    }

    static void insuranceClass(ObjectNode made, Line line) {
        extension(made, Extensions.INSURANCE_CLASS)
                .put("valueCode", CLASSES.get(line.text("insurance_class")));
    }

    static ObjectNode chargeItem(Line line) {
        ObjectNode made = resource("ChargeItemDefinition", line.text("code"));
        insuranceClass(made, line);
        made.put("url", Systems.BASE + "ChargeItemDefinition/" + line.text("code"));
        made.putArray("identifier").add(identifier(Systems.PRICE_ITEM_CODE, line.text("code")));
        made.put("version", "1");
        bilingual(made, "title", line.text("name_zh"), line.text("name_en"));
        made.put("status", "active");
        made.putObject("effectivePeriod").put("start", SINCE);
        made.set(
                "code",
                concept(
                        line.text("name_zh"),
                        coding(Systems.PRICE_ITEM_CODE, line.text("code"), line.text("name_zh")),
                        coding(
                                Systems.NHSA_SERVICE_CODE,
                                line.text("nhsa_code"),
                                line.text("name_zh"))));
        ObjectNode price =
                made.putArray("propertyGroup").addObject().putArray("priceComponent").addObject();
        price.put("type", "base");
        price.set("amount", FhirMoney.of(Money.ofYuan(line.text("price"))));
        return made;
    }

    /** The diagnoses in use, a fragment of the national edition of ICD-10. */
    static ObjectNode diagnoses(List<Line> lines) {
        ObjectNode made = codes("icd-10-cn", "Icd10Cn", Systems.ICD_10_CN, "fragment");
        bilingual(made, "title", "本院使用的诊断", "Diagnoses in use");
        property(made, "chronic", "A chronic disease");
        property(made, "online-follow-up", "Follow-up online suits it");
        concepts(made, lines, "code");
        for (int i = 0; i < lines.size(); i++) {
            var said = ((ObjectNode) made.path("concept").get(i)).putArray("property");
            say(said.addObject(), "chronic", lines.get(i).isYes("chronic"));
            say(said.addObject(), "online-follow-up", lines.get(i).isYes("online_follow_up"));
        }
        return made;
    }

    private static void property(ObjectNode made, String code, String description) {
        ObjectNode property = made.withArray("property").addObject().put("code", code);
        property.put("description", description).put("type", "boolean");
    }

    private static void say(ObjectNode property, String code, boolean value) {
        property.put("code", code).put("valueBoolean", value);
    }

    /** The classes of substances by which allergies are recorded. */
    static ObjectNode allergies(List<Line> lines) {
        ObjectNode made = codes("allergy", "Allergy", Systems.ALLERGY, "complete");
        bilingual(made, "title", "过敏原类别", "Classes of allergens");
        return concepts(made, lines, "key");
    }

    private static ObjectNode codes(String id, String name, String url, String content) {
        ObjectNode made = resource("CodeSystem", id).put("url", url).put("version", "1");
        made.put("name", name);
        return made.put("status", "active").put("caseSensitive", true).put("content", content);
    }

    private static ObjectNode concepts(ObjectNode made, List<Line> lines, String key) {
        made.put("language", "zh-CN");
        var concepts = made.putArray("concept");
        for (Line line : lines) {
            ObjectNode concept = concepts.addObject().put("code", line.text(key));
            concept.put("display", line.text("name_zh"));
            concept.putArray("designation")
                    .addObject()
                    .put("language", "en")
                    .put("value", line.text("name_en"));
        }
        return made;
    }
}
