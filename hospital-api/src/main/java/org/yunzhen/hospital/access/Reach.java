package org.yunzhen.hospital.access;

import java.util.Locale;

/** How far a rule reaches within the caller's tenant. */
public enum Reach {
    /** Resources in nobody's compartment that everybody may see. */
    PUBLIC,
    /** Resources in the caller's own compartment, or in that of a child they are guardian of. */
    OWN,
    /** Resources in compartments of patients with whom the caller has a care relation. */
    RELATION,
    /** Resources that name the caller among those who work on it. */
    PARTY,
    /** All of the type in the tenant. */
    TENANT;

    private final String code = name().toLowerCase(Locale.ROOT);

    /** Its name in the trail. */
    String code() {
        return code;
    }
}
