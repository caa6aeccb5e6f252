package org.yunzhen.hospital.fhir;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.Tx;

/**
 * What a room adds to the plain writes of a type: a condition before, an event after. The door
 * finds the beans of this type and asks them after it has settled that the caller may write.
 */
public interface PlainWriteRule {
    /** Whether it has anything to say about a type. */
    boolean appliesTo(String type);

    /**
     * Asked before a create or an update.
     *
     * @param document what is about to be written
     * @return fails with {@link org.yunzhen.mappings.refusal.RefusedException} to refuse
     */
    Uni<Void> check(Call call, Tx tx, ObjectNode document);

    /** Told after the write, in its transaction. */
    default Uni<Void> written(Call call, Tx tx, Stored stored) {
        return Uni.createFrom().voidItem();
    }

    /** Told after the delete, in its transaction. */
    default Uni<Void> deleted(Call call, Tx tx, Stored stored) {
        return Uni.createFrom().voidItem();
    }
}
