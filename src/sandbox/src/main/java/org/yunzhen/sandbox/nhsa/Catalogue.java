package org.yunzhen.sandbox.nhsa;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Class, first self-pay ratio and price limit of every catalogue code.
 *
 * <p>A code listed in the optional file has what the file says. Any other has the class of its last
 * decimal digit: 0 to 5 class A (甲), 6 to 8 class B (乙, 10 % first self-pay), 9 or no digit class C
 * (丙, wholly self-paid); medicines (X, Z, T) have a limit of 500 yuan a unit, all else none.
 */
final class Catalogue {
    /** What the platform writes where no limit applies. */
    static final BigDecimal NO_LIMIT = new BigDecimal("999999");

    private static final BigDecimal MEDICINE_LIMIT = new BigDecimal("500");
    private static final BigDecimal CLASS_B_RATIO = new BigDecimal("0.1");

    /**
     * The terms of one item.
     *
     * @param chrgitmLv 01 甲, 02 乙, 03 丙
     * @param selfpayProp first self-pay ratio, 0 to 1
     * @param limit highest price of one unit in yuan that the insurance recognises
     */
    record Terms(String chrgitmLv, BigDecimal selfpayProp, BigDecimal limit) {
        boolean outsideInsurance() {
            return chrgitmLv.equals("03");
        }
    }

    private final Map<String, Terms> listed;

    private Catalogue(Map<String, Terms> listed) {
        this.listed = listed;
    }

    /** A catalogue in which the rule alone decides. */
    static Catalogue byRule() {
        return new Catalogue(Map.of());
    }

    /**
     * A catalogue from a UTF-8 file of lines {@code code,class[,limit[,ratio]]}; class is 01, 02,
     * 03 or 甲, 乙, 丙; lines starting with # are skipped.
     *
     * @throws IllegalArgumentException naming the first line that cannot be read
     */
    static Catalogue read(Path file) {
        Map<String, Terms> listed = new HashMap<>();
        for (String line : lines(file)) {
            if (!line.isBlank() && !line.startsWith("#")) {
                String[] cells = line.trim().split("\\s*,\\s*", -1);
                listed.put(cells[0], terms(cells, line));
            }
        }
        return new Catalogue(listed);
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Terms terms(String[] cells, String line) {
        try {
            String level =
                    switch (cells[1]) {
                        case "01", "甲" -> "01";
                        case "02", "乙" -> "02";
                        case "03", "丙" -> "03";
                        default -> throw new IllegalArgumentException("catalogue line: " + line);
                    };
            Terms usual = usual(cells[0], level);
            return new Terms(
                    level, number(cells, 3, usual.selfpayProp()), number(cells, 2, usual.limit()));
        } catch (ArrayIndexOutOfBoundsException | NumberFormatException broken) {
            throw new IllegalArgumentException("catalogue line: " + line, broken);
        }
    }

    private static BigDecimal number(String[] cells, int column, BigDecimal otherwise) {
        boolean given = cells.length > column && !cells[column].isEmpty();
        return given ? new BigDecimal(cells[column]) : otherwise;
    }

    /** The terms of a code. */
    Terms of(String medListCodg) {
        Terms terms = listed.get(medListCodg);
        return terms != null ? terms : usual(medListCodg, levelByRule(medListCodg));
    }

    private static Terms usual(String code, String level) {
        BigDecimal ratio =
                switch (level) {
                    case "01" -> BigDecimal.ZERO;
                    case "02" -> CLASS_B_RATIO;
                    default -> BigDecimal.ONE;
                };
        boolean medicine = !code.isEmpty() && "XZT".indexOf(code.charAt(0)) >= 0;
        return new Terms(level, ratio, medicine ? MEDICINE_LIMIT : NO_LIMIT);
    }

    private static String levelByRule(String code) {
        for (int i = code.length() - 1; i >= 0; i--) {
            char c = code.charAt(i);
            if (c >= '0' && c <= '9') {
                return c <= '5' ? "01" : c <= '8' ? "02" : "03";
            }
        }
        return "03";
    }
}
