package org.yunzhen.hospital.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/**
 * Who works on a document, changed without making a version of it: a signed document keeps its
 * bytes while it passes from hand to hand. Column and search terms change together, so that a
 * search shows what a read does.
 */
@ApplicationScoped
public class Parties {
    private static final String LOCK =
            """
            SELECT parties FROM resource
             WHERE tenant = $1 AND type = $2 AND id = $3 FOR NO KEY UPDATE""";

    private static final String SET =
            """
            UPDATE resource
               SET parties = $4,
                   terms = ARRAY(SELECT t FROM unnest(terms) t WHERE t <> ALL($5)) || $6
             WHERE tenant = $1 AND type = $2 AND id = $3""";

    private final SearchTerms terms;

    Parties(SearchTerms terms) {
        this.terms = terms;
    }

    /** Replaces the parties of the current version. */
    public Uni<Void> set(Tx tx, String type, String id, List<String> parties) {
        return tx.run(LOCK, tx.tenant(), type, id)
                .map(rows -> Rows.texts(rows.iterator().next(), 0))
                .chain(
                        before ->
                                tx.run(
                                        SET,
                                        tx.tenant(),
                                        type,
                                        id,
                                        parties.toArray(String[]::new),
                                        hashes(tx, before),
                                        hashes(tx, parties)))
                .replaceWithVoid();
    }

    private Long[] hashes(Tx tx, List<String> parties) {
        return parties.stream().map(party -> terms.party(tx.tenant(), party)).toArray(Long[]::new);
    }
}
