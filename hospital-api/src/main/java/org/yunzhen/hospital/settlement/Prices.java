package org.yunzhen.hospital.settlement;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import org.yunzhen.hospital.catalogue.Catalogue;
import org.yunzhen.hospital.catalogue.Medicine;
import org.yunzhen.hospital.catalogue.Packaging;
import org.yunzhen.hospital.catalogue.PriceItem;
import org.yunzhen.mappings.identifier.Extensions;
import org.yunzhen.mappings.identifier.Systems;
import org.yunzhen.mappings.money.FhirMoney;
import org.yunzhen.mappings.money.Money;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/** What a visit's fee and a medicine cost: {@code Rule#R47}, published prices only. */
@ApplicationScoped
class Prices {
    private static final String VISIT_FEE = "registration-fee";

    private final Catalogue catalogue;

    Prices(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** The fee that was fixed when it was booked; else its price item's price of today. */
    FeeLine ofVisit(String tenant, JsonNode document) {
        JsonNode coding = extension(document, Extensions.PRICE_ITEM).path("valueCoding");
        String code = coding.path("code").asText(VISIT_FEE);
        Optional<PriceItem> item = catalogue.item(tenant, code);
        Money price =
                FhirMoney.read(extension(document, Extensions.FEE).path("valueMoney"))
                        .or(() -> item.map(PriceItem::price))
                        .orElseThrow(() -> new RefusedException(Refusal.NOT_PRICED, code));
        return new FeeLine(
                Systems.PRICE_ITEM_CODE,
                code,
                item.map(PriceItem::nhsaCode).orElse(null),
                item.map(PriceItem::nameZh).orElse(coding.path("display").asText("诊查费")),
                BigDecimal.ONE,
                price.yuan());
    }

    /** Packages times the price of one. */
    FeeLine ofMedicine(String tenant, JsonNode request) {
        String code = medicineCode(request);
        Medicine medicine =
                catalogue
                        .medicineOnceKnown(tenant, code)
                        .orElseThrow(() -> new RefusedException(Refusal.NOT_PRICED, code));
        return new FeeLine(
                Systems.MEDICINE_CODE,
                code,
                medicine.nhsaCode(),
                medicine.nameZh(),
                packages(request.path("dispenseRequest").path("quantity"), medicine),
                medicine.price().yuan());
    }

    private static BigDecimal packages(JsonNode quantity, Medicine medicine) {
        BigDecimal count = quantity.path("value").decimalValue();
        if (count.signum() <= 0) {
            throw new RefusedException(Refusal.NOT_PRICED, medicine.code());
        }
        return isInside(quantity, medicine.packaging())
                ? count.divide(medicine.packaging().units(), 0, RoundingMode.CEILING)
                : count;
    }

    /** Only a prescription of before that counts what is inside of a package says so. */
    private static boolean isInside(JsonNode quantity, Packaging packaging) {
        return packaging.isInside(quantity.path("unit").asText(""))
                || packaging.isInside(quantity.path("code").asText(""));
    }

    private static String medicineCode(JsonNode request) {
        for (JsonNode coding : request.path("medicationCodeableConcept").path("coding")) {
            if (Systems.MEDICINE_CODE.equals(coding.path("system").asText())) {
                return coding.path("code").asText();
            }
        }
        throw new RefusedException(Refusal.NOT_PRICED, "MedicationRequest");
    }

    private static JsonNode extension(JsonNode document, String url) {
        for (JsonNode extension : document.path("extension")) {
            if (url.equals(extension.path("url").asText())) {
                return extension;
            }
        }
        return document.path("extension").path("none");
    }
}
