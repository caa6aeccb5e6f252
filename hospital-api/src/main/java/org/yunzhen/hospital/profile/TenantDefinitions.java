package org.yunzhen.hospital.profile;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.yunzhen.hospital.fhir.Publications;
import org.yunzhen.hospital.store.Canonical;
import org.yunzhen.hospital.store.CanonicalReader;
import org.yunzhen.hospital.store.CanonicalReader.Named;
import org.yunzhen.hospital.store.Documents;
import org.yunzhen.hospital.store.InTurn;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.definition.Published;
import org.yunzhen.mappings.identifier.Systems;

/**
 * Finds definitions by their canonical address: those that this build publishes, which nobody can
 * replace, then those that the tenant stored. What was found is kept until any is changed.
 */
@ApplicationScoped
class TenantDefinitions {
    /** The validator is no place for code systems of a country: their codes are not judged. */
    private static final int BYTES_MAX = 1024 * 1024;

    /** Which versions they are; neither counts nor instants tell, since both may meet again. */
    private static final String STATE =
            """
            SELECT concat(count(*), ' ', sum(hashtextextended(concat_ws('/', type, id, version), 0)))
              FROM resource
             WHERE tenant = $1 AND type IN ('StructureDefinition', 'ValueSet', 'CodeSystem')
               AND NOT deleted""";

    private final CanonicalReader canonicals;
    private final Documents documents;
    private final Publications publications;
    private final Map<String, KnownDefinitions> byTenant = new ConcurrentHashMap<>();

    TenantDefinitions(CanonicalReader canonicals, Documents documents, Publications publications) {
        this.canonicals = canonicals;
        this.documents = documents;
        this.publications = publications;
    }

    /** What is known of the tenant's definitions, as they are now. */
    Uni<KnownDefinitions> current(Tx tx) {
        return tx.run(STATE, tx.tenant())
                .map(rows -> rows.iterator().next().getString(0))
                .map(state -> byTenant.compute(tx.tenant(), (tenant, kept) -> kept(kept, state)));
    }

    private static KnownDefinitions kept(KnownDefinitions kept, String state) {
        boolean holds = kept != null && kept.state().equals(state) && !kept.isFull();
        return holds ? kept : KnownDefinitions.none(state);
    }

    /** Those of some profiles that HL7 publishes with R4. */
    Uni<List<String>> ofR4(Collection<String> profiles) {
        return publications.ask(r4 -> profiles.stream().filter(url -> isOfR4(r4, url)).toList());
    }

    private static boolean isOfR4(Published r4, String url) {
        return !url.startsWith(Systems.BASE) && r4.ofUrl("StructureDefinition", url).isPresent();
    }

    /**
     * Looks for definitions, each {@code Type|url} or {@code Type|url|version}, and adds what came
     * out.
     */
    Uni<Void> find(Tx tx, KnownDefinitions known, Collection<String> keys) {
        return InTurn.each(
                keys,
                key ->
                        found(tx, key)
                                .invoke(
                                        bytes -> {
                                            if (bytes.length == 0 || bytes.length > BYTES_MAX) {
                                                known.absent().add(key);
                                            } else {
                                                known.present().put(key, bytes);
                                            }
                                        }));
    }

    /** The definition; no bytes when there is none. */
    private Uni<byte[]> found(Tx tx, String key) {
        int bar = key.indexOf('|');
        String type = key.substring(0, bar);
        Canonical wanted = Canonical.parse(key.substring(bar + 1));
        return publications
                .ask(r4 -> r4.ofUrl(type, wanted.url()).map(r4::read).orElse(null))
                .onItem()
                .ifNull()
                .switchTo(() -> stored(tx, type, wanted));
    }

    private Uni<byte[]> stored(Tx tx, String type, Canonical wanted) {
        return named(tx, type, wanted)
                .chain(
                        named ->
                                named.isPresent()
                                        ? documents.find(tx, type, named.get().id())
                                        : Uni.createFrom().item(Optional.<Stored>empty()))
                .map(stored -> stored.map(found -> found.body().getBytes()).orElse(new byte[0]));
    }

    /** One in the wanted version, or else the one that was changed last. */
    private Uni<Optional<Named>> named(Tx tx, String type, Canonical wanted) {
        return canonicals
                .find(tx, type, wanted.url(), wanted.version())
                .chain(
                        named ->
                                named.isPresent() || wanted.version() == null
                                        ? Uni.createFrom().item(named)
                                        : canonicals.find(tx, type, wanted.url(), null));
    }
}
