package org.yunzhen.hospital.consultation;

import java.util.Locale;

/** What can be done with a visit. Nothing else moves it: no hang-up, no lost network. */
enum VisitStep {
    ACCEPT,
    PAUSE,
    RESUME,
    FINISH,
    /** Rule R03: a first visit, a changed condition, or unsuitable online. */
    END_UNSUITABLE,
    /** The patient leaves the waiting room. */
    LEAVE,
    /** The day ended and no doctor had accepted it. */
    LAPSE;

    /** As events and operations name it. */
    String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
