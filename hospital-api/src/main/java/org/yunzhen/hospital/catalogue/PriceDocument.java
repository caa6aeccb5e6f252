package org.yunzhen.hospital.catalogue;

import static org.yunzhen.hospital.catalogue.EntryReading.codeOf;
import static org.yunzhen.hospital.catalogue.EntryReading.coding;
import static org.yunzhen.hospital.catalogue.EntryReading.elements;
import static org.yunzhen.hospital.catalogue.EntryReading.english;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.yunzhen.mappings.identifier.Systems;

/** A price item of the catalogue as ChargeItemDefinition says it. */
final class PriceDocument {
    private static final String TYPE = "ChargeItemDefinition";

    private PriceDocument() {}

    /** Whether it is an item of the hospital's own list, by its code. */
    static boolean isOne(JsonNode document) {
        return coding(document.path("code"), Systems.PRICE_ITEM_CODE).has("code");
    }

    /** Its entry, as texts; what lacks is told to the reading. */
    static JsonObject read(JsonNode document, EntryReading reading) {
        JsonNode code = document.path("code");
        JsonNode house = coding(code, Systems.PRICE_ITEM_CODE);
        return new JsonObject()
                .put(
                        "code",
                        reading.text(
                                house.path("code"),
                                codeOf(TYPE, Systems.PRICE_ITEM_CODE) + ".code"))
                .put("name_zh", reading.text(document.path("title"), TYPE + ".title"))
                .put("name_en", english(document, "title"))
                .put(
                        "nhsa_code",
                        reading.text(
                                coding(code, Systems.NHSA_SERVICE_CODE).path("code"),
                                codeOf(TYPE, Systems.NHSA_SERVICE_CODE)))
                .put("insurance_class", reading.insuranceClass(document, TYPE))
                .put("price", price(document, reading));
    }

    /**
     * One base price that always holds. A surcharge, a discount or a condition would be charged
     * wrongly by who does not know of it: there is none here.
     */
    private static String price(JsonNode document, EntryReading reading) {
        String element = TYPE + ".propertyGroup.priceComponent";
        List<JsonNode> groups = elements(document.path("propertyGroup")).toList();
        List<JsonNode> components =
                groups.stream().flatMap(g -> elements(g.path("priceComponent"))).toList();
        boolean plain =
                groups.size() == 1
                        && !groups.get(0).has("applicability")
                        && !document.has("applicability")
                        && components.stream().allMatch(PriceDocument::isBase);
        return reading.price(
                plain ? components.stream().map(c -> c.path("amount")).toList() : List.of(),
                element + ".amount");
    }

    private static boolean isBase(JsonNode component) {
        return component.path("type").asText().equals("base") && !component.has("factor");
    }
}
