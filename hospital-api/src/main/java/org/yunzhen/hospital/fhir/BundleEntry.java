package org.yunzhen.hospital.fhir;

import org.yunzhen.mappings.refusal.RefusedException;

/**
 * One entry of a posted Bundle.
 *
 * @param position where it stands, from 0
 * @param fullUrl by what other entries refer to it, or null
 * @param call what it asks, or null when it could not be read
 * @param refused why it could not be read, or null
 */
record BundleEntry(int position, String fullUrl, Call call, RefusedException refused) {
    /** The same entry, concerning a resource of this id. */
    BundleEntry of(String id) {
        return new BundleEntry(position, fullUrl, call.withId(id), refused);
    }

    /** What it creates only where there is none yet, as {@code Type?criteria}; else null. */
    String condition() {
        String criteria = call.conditions().ifNoneExist();
        return criteria == null || call.kind() != Call.Kind.CREATE
                ? null
                : call.type() + "?" + criteria;
    }
}
