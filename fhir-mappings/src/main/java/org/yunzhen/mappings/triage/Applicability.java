package org.yunzhen.mappings.triage;

import java.util.Optional;

/**
 * For whom a rule holds. A rule that asks for an age does not hold while the age is unknown.
 *
 * @param ageFromMonths least age, 0 for none
 * @param ageBelowMonths age at which the rule no longer holds, {@link Integer#MAX_VALUE} for none
 * @param ageUnknown the rule holds only while the age is unknown
 * @param sexNot a sex to which the rule cannot apply
 */
record Applicability(
        int ageFromMonths, int ageBelowMonths, boolean ageUnknown, Optional<Sex> sexNot) {

    static final Applicability EVERYONE =
            new Applicability(0, Integer.MAX_VALUE, false, Optional.empty());

    boolean holdsFor(Complaint complaint) {
        return sexHolds(complaint) && ageHolds(complaint);
    }

    private boolean sexHolds(Complaint complaint) {
        return sexNot.isEmpty() || !sexNot.equals(complaint.sex());
    }

    private boolean ageHolds(Complaint complaint) {
        if (complaint.ageMonths().isEmpty()) {
            return ageUnknown || (ageFromMonths == 0 && ageBelowMonths == Integer.MAX_VALUE);
        }
        int age = complaint.ageMonths().getAsInt();
        return !ageUnknown && age >= ageFromMonths && age < ageBelowMonths;
    }
}
