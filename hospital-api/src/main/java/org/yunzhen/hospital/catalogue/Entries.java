package org.yunzhen.hospital.catalogue;

import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.yunzhen.mappings.code.Coded;
import org.yunzhen.mappings.code.InsuranceClass;
import org.yunzhen.mappings.code.MedicineCategory;
import org.yunzhen.mappings.money.Money;

/** Reads catalogue entries from their texts; {@code -} means none, lists are parted by a space. */
final class Entries {
    private static final String NONE = "-";

    private Entries() {}

    static Medicine medicine(JsonObject entry) {
        Set<MedicineCategory> categories = EnumSet.noneOf(MedicineCategory.class);
        Set<String> flags = new LinkedHashSet<>();
        for (String flag : list(entry, "flags", " ")) {
            category(flag).ifPresentOrElse(categories::add, () -> flags.add(flag));
        }
        return new Medicine(
                entry.getString("code"),
                entry.getString("name_zh"),
                entry.getString("name_en"),
                entry.getString("strength"),
                entry.getString("form_zh"),
                entry.getString("form_en"),
                orNull(entry.getString("atc")),
                Set.copyOf(list(entry, "ingredients", "\\+")),
                insuranceClass(entry),
                Money.ofYuan(entry.getString("price")),
                packaging(entry),
                entry.getString("nhsa_code"),
                Set.copyOf(categories),
                Set.copyOf(flags),
                new BigDecimal(entry.getString("max_daily_value")),
                entry.getString("max_daily_unit"),
                Integer.parseInt(entry.getString("max_days_online")),
                Set.copyOf(list(entry, "allergies", " ")),
                list(entry, "indications", " "));
    }

    /** A catalogue that does not say what it sells in sells boxes of tablets. */
    private static Packaging packaging(JsonObject entry) {
        return Packaging.of(
                entry.getString("package_zh", "盒"),
                entry.getString("package_en", "box"),
                entry.getString("unit_zh", "片"),
                entry.getString("unit_en", "tablet"),
                new BigDecimal(entry.getString("units_per_package")));
    }

    static Diagnosis diagnosis(JsonObject entry) {
        return new Diagnosis(
                entry.getString("code"),
                entry.getString("name_zh"),
                entry.getString("name_en"),
                isYes(entry, "chronic"),
                isYes(entry, "online_follow_up"));
    }

    static PriceItem item(JsonObject entry) {
        return new PriceItem(
                entry.getString("code"),
                entry.getString("name_zh"),
                entry.getString("name_en"),
                Money.ofYuan(entry.getString("price")),
                entry.getString("nhsa_code"),
                insuranceClass(entry),
                entry.getString("kind"));
    }

    private static Optional<MedicineCategory> category(String flag) {
        String code =
                flag.equals("antimicrobial-nonrestricted") ? "antimicrobial-non-restricted" : flag;
        return Coded.find(MedicineCategory.class, code);
    }

    private static InsuranceClass insuranceClass(JsonObject entry) {
        return switch (entry.getString("insurance_class")) {
            case "甲" -> InsuranceClass.A;
            case "乙" -> InsuranceClass.B;
            case "丙" -> InsuranceClass.C;
            default -> throw new IllegalStateException("no insurance class: " + entry);
        };
    }

    private static List<String> list(JsonObject entry, String name, String separator) {
        String text = entry.getString(name);
        return text.equals(NONE) ? List.of() : List.of(text.split(separator));
    }

    private static boolean isYes(JsonObject entry, String name) {
        return entry.getString(name).equals("Y");
    }

    private static String orNull(String text) {
        return text.equals(NONE) ? null : text;
    }
}
