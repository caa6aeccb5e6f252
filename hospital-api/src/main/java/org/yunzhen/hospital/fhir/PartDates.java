package org.yunzhen.hospital.fhir;

import org.yunzhen.hospital.store.Criterion.Passing;

/** Dates in one component, as SQL/JSON: as one that passed is written. */
final class PartDates {
    private PartDates() {}

    /** What the values of a path must be, behind it. */
    static String test(String type, int at) {
        return type.equals("Period")
                ? " ? (" + same("start", at) + " && " + same("end", at) + ")"
                : " ? (@ == $" + Passing.DATE + at + ")";
    }

    private static String same(String end, int at) {
        String here = "@.\"" + end + "\"";
        String passed = "$" + Passing.DATE + at + ".\"" + end + "\"";
        return "("
                + here
                + " == "
                + passed
                + " || !exists("
                + here
                + ") && !exists("
                + passed
                + "))";
    }
}
