package org.yunzhen.hospital.event;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.util.Arrays;
import java.util.List;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.json.FhirJson;

/**
 * Tells what happened: writes it to the outbox and lets the other rooms react, in one transaction.
 */
@ApplicationScoped
public class Events {
    private static final String WRITE =
            """
            INSERT INTO outbox (tenant, kind, type, id, version, patients, parties, payload)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)""";

    private final Instance<Reaction> reactions;

    Events(Instance<Reaction> reactions) {
        this.reactions = reactions;
    }

    /** Tells an event without details to the subject's own patients and parties. */
    public Uni<Void> tell(Tx tx, String kind, Stored subject) {
        return tell(tx, new Event(kind, subject, subject.parties(), FhirJson.object()));
    }

    /** Tells an event; completes when every reaction has. */
    public Uni<Void> tell(Tx tx, Event event) {
        return tx.run(WRITE, values(tx, event)).chain(() -> react(tx, event));
    }

    private Uni<Void> react(Tx tx, Event event) {
        Uni<Void> all = Uni.createFrom().voidItem();
        for (Reaction reaction : reactions) {
            if (reaction.kinds().contains(event.kind())) {
                all = all.chain(() -> reaction.react(tx, event));
            }
        }
        return all;
    }

    private static List<Object> values(Tx tx, Event event) {
        Stored subject = event.subject();
        return Arrays.asList(
                tx.tenant(),
                event.kind(),
                subject.type(),
                subject.id(),
                subject.version(),
                subject.patients().toArray(String[]::new),
                event.recipients().toArray(String[]::new),
                new JsonObject(event.detail().toString()));
    }
}
