package org.yunzhen.insurance;

import org.yunzhen.insurance.message.VisitFound;
import org.yunzhen.insurance.message.VisitsFound;

/**
 * What is known of a registration (2201), or of its cancellation (2202), whose answer was lost or
 * refused, by the platform's answer to 5201; decisions only, no sending.
 */
public sealed interface RegistrationResolution {

    /** It stands, under the platform's number. */
    record Stands(String mdtrtId) implements RegistrationResolution {}

    /**
     * Nothing of it is in force.
     *
     * @param wasSeen whether the platform shows it as cancelled; it does not know it otherwise, and
     *     a message still under way may yet make it
     */
    record Gone(boolean wasSeen) implements RegistrationResolution {}

    /** Ask again later. */
    record StillUnknown(String why) implements RegistrationResolution {}

    /**
     * Decides by the platform's answer to 5201 about the person's visits.
     *
     * @param iptOtpNo the number under which it was asked for
     */
    static RegistrationResolution afterQuery(Outcome<VisitsFound> answer, String iptOtpNo) {
        if (answer instanceof Outcome.Done<VisitsFound> done) {
            return byVisits(done.output(), iptOtpNo);
        }
        return answer instanceof Outcome.Refused<VisitsFound> refused
                ? new StillUnknown("the query was refused: " + refused.errMsg())
                : new StillUnknown("the query itself has no answer");
    }

    private static RegistrationResolution byVisits(VisitsFound found, String iptOtpNo) {
        boolean seen = false;
        for (VisitFound visit : found.mdtrtinfo()) {
            if (iptOtpNo.equals(visit.iptOtpNo())) {
                if (visit.isValid()) {
                    return new Stands(visit.mdtrtId());
                }
                seen = true;
            }
        }
        return new Gone(seen);
    }
}
