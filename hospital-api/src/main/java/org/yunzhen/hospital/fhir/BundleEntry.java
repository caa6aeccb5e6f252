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

    /** The same entry as another call. */
    BundleEntry as(Call other) {
        return new BundleEntry(position, fullUrl, other, refused);
    }

    /** The criteria that tell which resource it means, in one form; null when it names one. */
    String condition() {
        String header = call.conditions().ifNoneExist();
        if (call.kind() == Call.Kind.CREATE) {
            return header == null
                    ? null
                    : ConditionalMatch.canonical(call.type(), ConditionalCreate.criteria(header));
        }
        return writes() && call.id() == null
                ? ConditionalMatch.canonical(call.type(), call.query())
                : null;
    }

    /** What it concerns, as {@code Type/id}. */
    String reference() {
        return call.type() + "/" + call.id();
    }

    /** Whether it changes or deletes a resource that it names. */
    boolean writes() {
        return switch (call.kind()) {
            case UPDATE, PATCH, DELETE -> true;
            default -> false;
        };
    }

    /** Whether its turn is before that of the reads. */
    boolean isWrite() {
        return BundleEntries.turn(call) < BundleEntries.READS;
    }
}
