package org.yunzhen.hospital.platform.demo.hospital;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.arc.profile.IfBuildProfile;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yunzhen.hospital.access.CareRelations;
import org.yunzhen.hospital.platform.demo.hospital.Content.Line;
import org.yunzhen.hospital.platform.demo.hospital.Persons.Guardianship;
import org.yunzhen.hospital.store.Documents;
import org.yunzhen.hospital.store.Ownership;
import org.yunzhen.hospital.store.Transactions;
import org.yunzhen.hospital.store.Tx;

/** Makes parts of content and writes them, several at a time. */
@ApplicationScoped
@IfBuildProfile("demo")
class PartLoader {
    private static final int DOCUMENTS_EACH = 150;
    private static final int AT_ONCE = 4;
    private static final ZoneOffset BEIJING = ZoneOffset.ofHours(8);
    private static final LocalDate SINCE = LocalDate.of(2026, 1, 1);

    private static final String IS_LOADED =
            "SELECT 1 FROM demo_part WHERE tenant = $1 AND part = $2";

    private static final String LOADED_FROM =
            "SELECT part FROM demo_part WHERE tenant = $1 AND part >= $2";

    /** Waits for another node that writes the same part just now. */
    private static final String NOTE =
            """
            INSERT INTO demo_part (tenant, part) VALUES ($1, $2)
            ON CONFLICT (tenant, part) DO NOTHING""";

    /** Content that was there from the beginning is no news to anybody. */
    private static final String NO_NEWS =
            "DELETE FROM outbox WHERE xmin = pg_current_xact_id()::xid";

    private static final String ADD_ENTRIES =
            """
            INSERT INTO catalogue_entry (tenant, kind, code, version, effective_from, data)
            SELECT $1, $2, code, 1, $3, data::jsonb
              FROM unnest($4::text[], $5::text[]) AS entry(code, data)""";

    /** Whoever changes an entry's document afterwards changes the entry; no other may tell it. */
    private static final String TELL =
            """
            UPDATE catalogue_entry entry SET source = document.type || '/' || document.id
              FROM resource document
             WHERE entry.tenant = $1 AND entry.source IS NULL
               AND document.tenant = $1 AND NOT document.deleted
               AND document.type = CASE entry.kind WHEN 'medicine' THEN 'MedicationKnowledge'
                                                   WHEN 'item' THEN 'ChargeItemDefinition'
                                                   ELSE 'CodeSystem' END
               AND document.id = CASE entry.kind WHEN 'diagnosis' THEN 'icd-10-cn'
                                                 ELSE entry.code END""";

    private final Transactions transactions;
    private final Documents documents;
    private final CareRelations relations;

    PartLoader(Transactions transactions, Documents documents, CareRelations relations) {
        this.transactions = transactions;
        this.documents = documents;
        this.relations = relations;
    }

    /** Parts that hold these documents. */
    List<Part> documents(String tenant, String name, List<ObjectNode> all) {
        List<Part> parts = new ArrayList<>();
        for (int from = 0; from < all.size(); from += DOCUMENTS_EACH) {
            List<ObjectNode> share = all.subList(from, Math.min(all.size(), from + DOCUMENTS_EACH));
            parts.add(new Part(tenant, name + "-" + from, tx -> create(tx, share)));
        }
        return parts;
    }

    /** The part that holds the entries of one kind. */
    Part catalogue(String tenant, String kind, List<Line> lines) {
        return new Part(tenant, "catalogue-" + kind, tx -> addEntries(tx, kind, lines));
    }

    /** The part that notes which document tells which entry of the catalogue. */
    Part told(String tenant) {
        return new Part(tenant, "catalogue-told", tx -> tx.run(TELL, tenant).replaceWithVoid());
    }

    /** The part that lets guardians act for their children. */
    Part guardians(String tenant, List<Guardianship> guardianships) {
        return new Part(tenant, "guardians", tx -> open(tx, guardianships));
    }

    /** Whether a part of that name was written. */
    Uni<Boolean> isLoaded(String tenant, String name) {
        return transactions
                .reading(tenant)
                .run(IS_LOADED, tenant, name)
                .map(rows -> rows.size() == 1);
    }

    /** Names of the parts that were written, from a name on in the order of names. */
    Uni<Set<String>> loadedFrom(String tenant, String name) {
        return transactions
                .reading(tenant)
                .run(LOADED_FROM, tenant, name)
                .map(
                        rows -> {
                            Set<String> names = new HashSet<>();
                            rows.forEach(row -> names.add(row.getString(0)));
                            return names;
                        });
    }

    /** Takes back what this transaction told the outbox. */
    Uni<Void> noNews(Tx tx) {
        return tx.run(NO_NEWS).replaceWithVoid();
    }

    /** Writes what is not there yet; completes when all is there. */
    Uni<Void> load(List<Part> parts) {
        return Multi.createFrom()
                .iterable(parts)
                .onItem()
                .transformToUni(this::load)
                .merge(AT_ONCE)
                .collect()
                .asList()
                .replaceWithVoid();
    }

    private Uni<Void> load(Part part) {
        return transactions.run(
                part.tenant(),
                tx ->
                        tx.run(NOTE, part.tenant(), part.name())
                                .chain(
                                        rows ->
                                                rows.rowCount() == 0
                                                        ? Uni.createFrom().voidItem()
                                                        : part.write().apply(tx)));
    }

    private Uni<Void> create(Tx tx, List<ObjectNode> share) {
        return documents
                .create(tx, share.get(0), Ownership.PLAIN)
                .chain(() -> createAtOnce(tx, share.subList(1, share.size())))
                .chain(() -> noNews(tx));
    }

    /** All in one round trip; the statement was prepared by the first. */
    private Uni<Void> createAtOnce(Tx tx, List<ObjectNode> share) {
        List<Uni<Void>> created = new ArrayList<>();
        for (ObjectNode document : share) {
            created.add(documents.create(tx, document, Ownership.PLAIN).replaceWithVoid());
        }
        return created.isEmpty()
                ? Uni.createFrom().voidItem()
                : Uni.join().all(created).andFailFast().replaceWithVoid();
    }

    private static Uni<Void> addEntries(Tx tx, String kind, List<Line> lines) {
        String[] codes = lines.stream().map(line -> line.text("code")).toArray(String[]::new);
        String[] data = lines.stream().map(PartLoader::json).toArray(String[]::new);
        return tx.run(ADD_ENTRIES, tx.tenant(), kind, SINCE, codes, data).replaceWithVoid();
    }

    private static String json(Line line) {
        Map<String, Object> fields = Collections.unmodifiableMap(line.fields());
        return new JsonObject(fields).encode();
    }

    private Uni<Void> open(Tx tx, List<Guardianship> guardianships) {
        List<Uni<Void>> opened = new ArrayList<>();
        for (Guardianship one : guardianships) {
            opened.add(
                    relations.open(
                            tx,
                            "Patient/" + one.guardian(),
                            one.child(),
                            CareRelations.GUARDIAN,
                            "RelatedPerson/" + one.source(),
                            one.until().atStartOfDay().atOffset(BEIJING)));
        }
        return Uni.join().all(opened).andFailFast().replaceWithVoid();
    }
}
