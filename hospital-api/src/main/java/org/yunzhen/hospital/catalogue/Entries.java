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

/**
 * Reads catalogue entries from their texts; {@code -} means none, lists are parted by a space. An
 * entry that lacks a text, or has one that cannot be read, is an {@link IllegalArgumentException}.
 */
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
                text(entry, "code"),
                text(entry, "name_zh"),
                text(entry, "name_en"),
                text(entry, "strength"),
                text(entry, "form_zh"),
                text(entry, "form_en"),
                orNull(text(entry, "atc")),
                Set.copyOf(list(entry, "ingredients", "\\+")),
                insuranceClass(entry),
                Money.ofYuan(text(entry, "price")),
                packaging(entry),
                text(entry, "nhsa_code"),
                Set.copyOf(categories),
                Set.copyOf(flags),
                new BigDecimal(text(entry, "max_daily_value")),
                text(entry, "max_daily_unit"),
                Integer.parseInt(text(entry, "max_days_online")),
                Set.copyOf(list(entry, "allergies", " ")),
                list(entry, "indications", " "));
    }

    /** A catalogue that does not say what it sells in sells boxes of tablets. */
    private static Packaging packaging(JsonObject entry) {
        return Packaging.of(
                textOr(entry, "package_zh", "盒"),
                textOr(entry, "package_en", "box"),
                textOr(entry, "unit_zh", "片"),
                textOr(entry, "unit_en", "tablet"),
                new BigDecimal(text(entry, "units_per_package")));
    }

    static Diagnosis diagnosis(JsonObject entry) {
        return new Diagnosis(
                text(entry, "code"),
                text(entry, "name_zh"),
                text(entry, "name_en"),
                isYes(entry, "chronic"),
                isYes(entry, "online_follow_up"));
    }

    static PriceItem item(JsonObject entry) {
        return new PriceItem(
                text(entry, "code"),
                text(entry, "name_zh"),
                text(entry, "name_en"),
                Money.ofYuan(text(entry, "price")),
                text(entry, "nhsa_code"),
                insuranceClass(entry));
    }

    private static Optional<MedicineCategory> category(String flag) {
        String code =
                flag.equals("antimicrobial-nonrestricted") ? "antimicrobial-non-restricted" : flag;
        return Coded.find(MedicineCategory.class, code);
    }

    private static InsuranceClass insuranceClass(JsonObject entry) {
        return switch (text(entry, "insurance_class")) {
            case "甲" -> InsuranceClass.A;
            case "乙" -> InsuranceClass.B;
            case "丙" -> InsuranceClass.C;
            default -> throw new IllegalArgumentException("insurance_class is none of 甲, 乙, 丙");
        };
    }

    private static String text(JsonObject entry, String name) {
        String text = entry.getString(name);
        if (text == null) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return text;
    }

    private static String textOr(JsonObject entry, String name, String otherwise) {
        String text = entry.getString(name);
        return text == null ? otherwise : text;
    }

    private static List<String> list(JsonObject entry, String name, String separator) {
        String text = text(entry, name);
        return text.equals(NONE) ? List.of() : List.of(text.split(separator));
    }

    private static boolean isYes(JsonObject entry, String name) {
        return text(entry, name).equals("Y");
    }

    private static String orNull(String text) {
        return text.equals(NONE) ? null : text;
    }
}
