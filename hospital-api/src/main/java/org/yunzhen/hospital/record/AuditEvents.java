package org.yunzhen.hospital.record;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.yunzhen.hospital.access.Access;
import org.yunzhen.hospital.access.Action;
import org.yunzhen.hospital.access.Grant;
import org.yunzhen.hospital.fhir.Answer;
import org.yunzhen.hospital.fhir.Call;
import org.yunzhen.hospital.fhir.Projection;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.json.FhirJson;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/**
 * AuditEvent as a view of the trail, made when it is read or searched (R4, AuditEvent). Its id is
 * the number of the row; it never changes.
 */
@ApplicationScoped
class AuditEvents implements Projection {
    private static final String TYPE = "AuditEvent";
    private static final int COUNT_DEFAULT = 50;
    private static final int COUNT_MAX = 500;

    private final Access access;
    private final TrailRows rows;

    AuditEvents(Access access, TrailRows rows) {
        this.access = access;
        this.rows = rows;
    }

    @Override
    public Set<String> types() {
        return Set.of(TYPE);
    }

    @Override
    public Optional<Set<String>> searchedOnlyBy() {
        return Optional.of(AuditSearch.SERVED);
    }

    @Override
    public Uni<Answer> read(Call call, Tx tx) {
        allowed(call, Action.READ);
        if (!call.id().matches("[0-9]{1,18}")) {
            throw absent(call);
        }
        TrailFilter filter = new TrailFilter(tx.tenant()).seq(List.of(Long.parseLong(call.id())));
        return rows.find(tx, filter, 1).map(found -> one(call, tx, found));
    }

    @Override
    public Uni<Answer> search(Call call, Tx tx) {
        allowed(call, Action.SEARCH);
        PageWish wish = PageWish.of(call, COUNT_DEFAULT, COUNT_MAX);
        TrailFilter filter = AuditSearch.filter(call, wish);
        boolean counted = AuditSearch.isCounted(call);
        call.trace().searchedBy(AuditSearch.names(call));
        Uni<Optional<Long>> total =
                counted
                        ? rows.count(tx, filter).map(Optional::of)
                        : Uni.createFrom().item(Optional.empty());
        return total.chain(
                all ->
                        rows.find(tx, filter.before(AuditSearch.seq(wish)), wish.count() + 1)
                                .map(found -> page(call, tx, wish, found, all)));
    }

    private void allowed(Call call, Action action) {
        Grant grant = access.require(call.caller(), TYPE, action);
        call.trace().allowedBy(grant);
    }

    private static Answer one(Call call, Tx tx, List<TrailRow> found) {
        if (found.isEmpty()) {
            throw absent(call);
        }
        return Answer.document(200, AuditEventDocument.of(found.get(0), tx.tenant()));
    }

    private static Answer page(
            Call call, Tx tx, PageWish wish, List<TrailRow> found, Optional<Long> total) {
        boolean more = found.size() > wish.count();
        List<TrailRow> page = more ? found.subList(0, wish.count()) : found;
        String path = call.site().base() + "/" + TYPE;
        ObjectNode bundle = FhirJson.object();
        bundle.put("resourceType", "Bundle").put("type", "searchset");
        total.ifPresent(all -> bundle.put("total", all));
        ArrayNode links = bundle.putArray("link");
        links.addObject().put("relation", "self").put("url", PageWish.self(call, path));
        if (more) {
            String last = Long.toString(page.get(page.size() - 1).seq());
            links.addObject().put("relation", "next").put("url", PageWish.next(call, path, last));
        }
        ArrayNode entries = FhirJson.array();
        for (TrailRow row : page) {
            ObjectNode entry = entries.addObject();
            entry.put("fullUrl", call.url(TYPE, Long.toString(row.seq())));
            entry.set("resource", AuditEventDocument.of(row, tx.tenant()));
            entry.putObject("search").put("mode", "match");
        }
        if (!entries.isEmpty()) {
            bundle.set("entry", entries);
        }
        return Answer.document(200, bundle);
    }

    private static RefusedException absent(Call call) {
        return new RefusedException(Refusal.NOT_FOUND, TYPE, call.id());
    }
}
