package org.yunzhen.hospital.catalogue;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What a medicine is sold in, and what is counted inside. Prescriptions, prices and handovers count
 * packages: thirty tablets are one box, thirty boxes are another thing.
 *
 * @param packageZh one of what is sold, {@code 盒}
 * @param packageEn the same, {@code box}
 * @param unitZh what is counted in it, {@code 片}
 * @param unitEn the same, {@code tablet}
 * @param units how many of them a package holds
 */
public record Packaging(
        String packageZh, String packageEn, String unitZh, String unitEn, BigDecimal units) {
    /** Words by which apps mean a package whatever it is called. */
    private static final Set<String> ANY = Set.of("package", "{package}");

    /** Reads {@code 28 片/盒}: what is sold stands behind the last stroke. */
    static Packaging of(
            String packageZh, String packageEn, String unitZh, String unitEn, BigDecimal units) {
        return new Packaging(afterStroke(packageZh), afterStroke(packageEn), unitZh, unitEn, units);
    }

    private static String afterStroke(String text) {
        return text.substring(text.lastIndexOf('/') + 1).strip();
    }

    /** Whether a unit, or its code, means whole packages: also when one holds a single unit. */
    public boolean isPackage(String said) {
        return ANY.contains(lower(said))
                || isOne(said, packageZh, packageEn)
                || units.compareTo(BigDecimal.ONE) == 0 && isOne(said, unitZh, unitEn);
    }

    /** Whether a unit, or its code, means what is inside of a package. */
    public boolean isInside(String said) {
        return !isPackage(said) && isOne(said, unitZh, unitEn);
    }

    /** UCUM writes {@code {box}} for what it has no unit for. */
    private static boolean isOne(String said, String zh, String en) {
        Predicate<String> named = name -> lower(said).equals(name);
        return List.of(zh, lower(en), "{" + zh + "}", "{" + lower(en) + "}").stream()
                .anyMatch(named);
    }

    private static String lower(String text) {
        return text.strip().toLowerCase(Locale.ROOT);
    }
}
