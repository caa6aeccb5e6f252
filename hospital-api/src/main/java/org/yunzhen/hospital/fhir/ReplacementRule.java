package org.yunzhen.hospital.fhir;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.Tx;

/**
 * What a room does when a plain write changes a resource, and not when it makes one: so creates of
 * the type in a transaction still stand together. The door finds the beans of this type.
 */
public interface ReplacementRule {
    /** Whether it has anything to do where a resource of a type is changed. */
    boolean appliesTo(String type);

    /**
     * Told after the write, in its transaction.
     *
     * @param before the version that was current, perhaps a deleted one
     * @param after the document that stands there now
     */
    Uni<Void> replaced(Tx tx, Stored before, ObjectNode after);
}
