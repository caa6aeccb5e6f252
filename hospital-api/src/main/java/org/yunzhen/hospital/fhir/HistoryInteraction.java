package org.yunzhen.hospital.fhir;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.yunzhen.hospital.access.Access;
import org.yunzhen.hospital.access.AccessTable;
import org.yunzhen.hospital.access.Action;
import org.yunzhen.hospital.access.Grant;
import org.yunzhen.hospital.access.Reach;
import org.yunzhen.hospital.store.History;
import org.yunzhen.hospital.store.HistoryQuery;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.hospital.store.Version;
import org.yunzhen.mappings.definition.Definitions;

/**
 * {@code history} of an instance, a type, or the whole system (R4 section 3.1.0.12): versions that
 * the caller may see, the newest first, paged.
 */
@ApplicationScoped
class HistoryInteraction implements Interaction {
    private final Access access;
    private final Narrowings narrowings;
    private final ReadInteraction read;
    private final History history;
    private final Subsets subsets;

    HistoryInteraction(
            Access access,
            Narrowings narrowings,
            ReadInteraction read,
            History history,
            Subsets subsets) {
        this.access = access;
        this.narrowings = narrowings;
        this.read = read;
        this.history = history;
        this.subsets = subsets;
    }

    @Override
    public Call.Kind kind() {
        return Call.Kind.HISTORY;
    }

    @Override
    public Uni<Answer> run(Call call, Tx tx) {
        HistoryWish wish = HistoryWish.of(call);
        if (call.type() == null) {
            return answer(call, tx, query(call, wish, everyType(call)));
        }
        Grant grant = access.require(call.caller(), call.type(), Action.HISTORY);
        HistoryQuery query =
                query(call, wish, List.of(part(call, List.of(call.type()), grant.reach())));
        if (call.id() == null) {
            call.trace().allowedBy(grant);
            return answer(call, tx, query);
        }
        return read.visible(call, tx).chain(() -> answer(call, tx, query));
    }

    private static HistoryQuery query(Call call, HistoryWish wish, List<HistoryQuery.Part> parts) {
        return new HistoryQuery(
                parts, call.id(), wish.since(), wish.at(), null, wish.after(), wish.count());
    }

    /** The types whose history the caller may see at all, by how far that reaches. */
    private List<HistoryQuery.Part> everyType(Call call) {
        Map<Reach, List<String>> types = new EnumMap<>(Reach.class);
        for (String type : Definitions.r4().resourceTypes()) {
            AccessTable.grant(call.caller().role(), type, Action.HISTORY)
                    .ifPresent(
                            grant ->
                                    types.computeIfAbsent(grant.reach(), r -> new ArrayList<>())
                                            .add(type));
        }
        if (types.isEmpty()) {
            throw access.denial(call.caller());
        }
        call.trace().allowedBy(call.caller().role().code() + ":visible:history");
        return types.entrySet().stream()
                .map(entry -> part(call, entry.getValue(), entry.getKey()))
                .toList();
    }

    private HistoryQuery.Part part(Call call, List<String> types, Reach reach) {
        return new HistoryQuery.Part(types, narrowings.sight(call.tenant(), call.caller(), reach));
    }

    private Uni<Answer> answer(Call call, Tx tx, HistoryQuery query) {
        if (query.count() == 0) {
            return history.total(tx, query)
                    .map(total -> HistoryBundle.page(call, List.of(), false, total));
        }
        return versions(tx, query).chain(found -> answer(call, tx, query, found));
    }

    /** One resource has one writer at a time, and who is in a transaction waits for nobody. */
    private Uni<List<Version>> versions(Tx tx, HistoryQuery query) {
        return query.id() == null && query.after() == null && !tx.isOpen()
                ? history.settled(tx, query)
                : history.versions(tx, query);
    }

    private Uni<Answer> answer(Call call, Tx tx, HistoryQuery query, List<Version> found) {
        boolean more = found.size() > query.count();
        List<Version> page = more ? found.subList(0, query.count()) : found;
        List<Stored> stored = page.stream().map(Version::stored).toList();
        call.trace().found(call.caller(), stored);
        return total(tx, query, page, more)
                .chain(
                        total ->
                                subsets.of(call, stored)
                                        .map(cut -> with(page, cut))
                                        .map(cut -> HistoryBundle.page(call, cut, more, total)));
    }

    private static List<Version> with(List<Version> page, List<Stored> cut) {
        return IntStream.range(0, page.size()).mapToObj(i -> page.get(i).with(cut.get(i))).toList();
    }

    /** Of a type there may be millions, which nobody counts for a page of fifty. */
    private Uni<Long> total(Tx tx, HistoryQuery query, List<Version> page, boolean more) {
        if (!more && query.after() == null) {
            return Uni.createFrom().item((long) page.size());
        }
        return query.id() == null ? Uni.createFrom().nullItem() : history.total(tx, query);
    }
}
