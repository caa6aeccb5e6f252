package org.yunzhen.hospital.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/**
 * Who works on a document, changed without making a version of it: a signed document keeps its
 * bytes while it passes from hand to hand.
 */
@ApplicationScoped
public class Parties {
    private static final String SET =
            """
            UPDATE resource SET parties = $4
             WHERE tenant = $1 AND type = $2 AND id = $3""";

    /** Replaces the parties of the current version. */
    public Uni<Void> set(Tx tx, String type, String id, List<String> parties) {
        return tx.run(SET, tx.tenant(), type, id, parties.toArray(String[]::new)).replaceWithVoid();
    }
}
