package org.yunzhen.sandbox.nhsa;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.Pattern;

/**
 * A resident identity number of GB 11643-1999.
 *
 * @param number 18 characters, the last a check character
 * @param born the date in it
 */
record ResidentId(String number, LocalDate born) {
    private static final Pattern FORM = Pattern.compile("\\d{17}[0-9X]");
    private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};

    /** A number that was checked before. */
    static ResidentId known(String number) {
        return new ResidentId(number, date(number));
    }

    /** Refuses a number with a wrong form, an impossible date or a wrong check character. */
    static ResidentId parse(String number, LocalDate today) {
        Refused.unless(
                FORM.matcher(number).matches() && number.charAt(17) == check(number), "证件号码校验不通过");
        LocalDate born = date(number);
        Refused.unless(!born.isAfter(today) && born.isAfter(today.minusYears(151)), "证件号码出生日期不合理");
        return new ResidentId(number, born);
    }

    private static LocalDate date(String number) {
        try {
            return LocalDate.of(
                    Integer.parseInt(number.substring(6, 10)),
                    Integer.parseInt(number.substring(10, 12)),
                    Integer.parseInt(number.substring(12, 14)));
        } catch (DateTimeException noSuchDay) {
            throw new Refused("证件号码出生日期不合理");
        }
    }

    private static char check(String number) {
        int sum = 0;
        for (int i = 0; i < 17; i++) {
            sum += WEIGHTS[i] * (number.charAt(i) - '0');
        }
        return "10X98765432".charAt(sum % 11);
    }

    /** GB/T 2261.1: 1 male, 2 female; the 17th digit is odd for men. */
    String gend() {
        return (number.charAt(16) - '0') % 2 == 1 ? "1" : "2";
    }

    /** The rule by which the sandbox insures: grown-ups with an even 16th digit are employees. */
    boolean evenSixteenth() {
        return (number.charAt(15) - '0') % 2 == 0;
    }
}
