package org.yunzhen.hospital.appointment;

import java.util.Optional;
import org.yunzhen.mappings.refusal.Issue;

/** A rule that a booking must keep; all are asked, all findings are shown. */
interface BookingRule {
    /** What the rule finds against a booking. */
    Optional<Issue> check(Booking booking);
}
