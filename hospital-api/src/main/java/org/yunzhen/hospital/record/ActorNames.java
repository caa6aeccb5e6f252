package org.yunzhen.hospital.record;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.json.FhirJson;

/**
 * Display names of those who act for an institution. Names of other patients are never looked up: a
 * guardian is told as guardian.
 */
@ApplicationScoped
class ActorNames {
    private static final Set<String> NAMED = Set.of("Practitioner", "Organization");

    private static final String FIND =
            """
            SELECT r.type || '/' || r.id, r.body
              FROM resource r JOIN unnest($2::text[], $3::text[]) AS a(type, id)
                ON r.type = a.type AND r.id = a.id
             WHERE r.tenant = $1 AND NOT r.deleted""";

    /** Names by reference; those that are not known are left out. */
    Uni<Map<String, String>> of(Tx tx, Collection<String> actors) {
        List<String[]> parts =
                actors.stream()
                        .distinct()
                        .map(actor -> actor.split("/", 2))
                        .filter(part -> part.length == 2 && NAMED.contains(part[0]))
                        .toList();
        if (parts.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return tx.run(
                        FIND,
                        tx.tenant(),
                        parts.stream().map(part -> part[0]).toArray(String[]::new),
                        parts.stream().map(part -> part[1]).toArray(String[]::new))
                .map(ActorNames::names);
    }

    private static Map<String, String> names(Iterable<Row> rows) {
        Map<String, String> names = new HashMap<>();
        for (Row row : rows) {
            JsonNode document = FhirJson.parse(row.getBuffer(1).getDelegate().getBytes());
            String name = PersonNames.display(document);
            if (!name.isEmpty()) {
                names.put(row.getString(0), name);
            }
        }
        return names;
    }
}
