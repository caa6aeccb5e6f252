package org.yunzhen.hospital.catalogue;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.yunzhen.mappings.code.InsuranceClass;
import org.yunzhen.mappings.money.Money;

/** A small price list for tests of settlement; one price can be changed. */
@Alternative
@ApplicationScoped
public class PricedRows implements CatalogueRows {
    private final AtomicReference<String> amlodipine = new AtomicReference<>("100.00");

    /** A new price for the medicine {@code S-A}. */
    public void price(String yuan) {
        amlodipine.set(yuan);
    }

    @Override
    public Current of(String tenant) {
        return new Current(
                Map.of(
                        "S-A", medicine("S-A", amlodipine.get(), "XC08CAA001"),
                        "S-C", medicine("S-C", "20.00", "XN05BBB009")),
                Map.of(),
                Map.of(
                        "S-REG",
                        new PriceItem(
                                "S-REG",
                                "专家诊查费",
                                "Consultation",
                                Money.ofYuan("100.00"),
                                "110200001",
                                InsuranceClass.A)),
                Map.of("S-E", medicine("S-E", "7.00", "XA01AAA001")));
    }

    private static Medicine medicine(String code, String price, String nhsaCode) {
        return new Medicine(
                code,
                "测试药" + code,
                "Medicine " + code,
                "5mg",
                "片",
                "tablet",
                null,
                Set.of(code),
                InsuranceClass.A,
                Money.ofYuan(price),
                Packaging.of("28 片/盒", "28 tablets/box", "片", "tablet", new BigDecimal("28")),
                nhsaCode,
                Set.of(),
                Set.of(),
                BigDecimal.TEN,
                "mg",
                90,
                Set.of(),
                List.of());
    }
}
