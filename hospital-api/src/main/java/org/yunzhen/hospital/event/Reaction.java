package org.yunzhen.hospital.event;

import io.smallrye.mutiny.Uni;
import java.util.Set;
import org.yunzhen.hospital.store.Tx;

/**
 * What a room does, within the same transaction, when something happened in another: rooms meet
 * here and never import each other. It must touch only the database; what goes outside is done
 * later by a job that finds what the reaction wrote down.
 */
public interface Reaction {
    /** Kinds of events it answers to. */
    Set<String> kinds();

    Uni<Void> react(Tx tx, Event event);
}
