package org.yunzhen.sandbox.nhsa;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A registered outpatient visit with its fee lines. */
final class Visit {
    private final Entry.Registered registered;
    private final Map<String, FeeLine> lines = new LinkedHashMap<>();
    private final Set<String> batches = new HashSet<>();
    private final List<Settlement> settlements = new ArrayList<>();
    private Entry.VisitDescribed described;
    private String cancelMsgid = "";

    Visit(Entry.Registered registered) {
        this.registered = registered;
    }

    void describe(Entry.VisitDescribed newDescription) {
        described = newDescription;
    }

    void cancel(String msgid) {
        cancelMsgid = msgid;
    }

    void add(List<FeeLine> more) {
        for (FeeLine line : more) {
            lines.put(line.sn(), line);
            batches.add(line.batch());
        }
    }

    void remove(Set<String> sns) {
        lines.keySet().removeAll(sns);
    }

    FeeLine line(String sn) {
        return lines.get(sn);
    }

    Collection<FeeLine> lines() {
        return lines.values();
    }

    List<FeeLine> lines(String batch) {
        return lines.values().stream().filter(line -> line.batch().equals(batch)).toList();
    }

    /** Whether lines of this batch were ever uploaded, deleted ones included. */
    boolean hadBatch(String batch) {
        return batches.contains(batch);
    }

    void add(Settlement settlement) {
        settlements.add(settlement);
    }

    /** Oldest first, undone ones included. */
    List<Settlement> settlements() {
        return settlements;
    }

    /** Whether money has moved for this batch. */
    boolean isSettled(String batch) {
        return settlements.stream().anyMatch(s -> s.isLive() && s.bill().batch().equals(batch));
    }

    String id() {
        return registered.mdtrtId();
    }

    Entry.Registered registered() {
        return registered;
    }

    boolean isDescribed() {
        return described != null;
    }

    /** Null before 2203. */
    Entry.VisitDescribed described() {
        return described;
    }

    boolean isCancelled() {
        return !cancelMsgid.isEmpty();
    }

    String cancelMsgid() {
        return cancelMsgid;
    }
}
