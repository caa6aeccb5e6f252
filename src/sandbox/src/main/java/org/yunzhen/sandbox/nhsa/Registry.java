package org.yunzhen.sandbox.nhsa;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yunzhen.sandbox.journal.Journal;

/**
 * The platform's state: sessions, persons, visits, settlements. Read and changed only inside {@link
 * Journal#exclusively}; changed only by {@link Entry entries}.
 */
final class Registry {
    private static final String WORLD = "nhsa";

    final Map<String, Entry.SignedIn> sessions = new HashMap<>();
    final Set<String> signedOut = new HashSet<>();
    final Map<String, Person> persons = new HashMap<>();
    final Map<String, Visit> visits = new LinkedHashMap<>();
    final Map<String, String> registrations = new HashMap<>();
    final Map<String, Settlement> settlements = new LinkedHashMap<>();
    final Map<String, String> setlIdByMsgid = new HashMap<>();
    final Map<String, Entry.Reversed> reversals = new LinkedHashMap<>();

    private final Journal journal;

    Registry(Journal journal) {
        this.journal = journal;
        journal.attach(WORLD, Entry.class, entry -> entry.applyTo(this));
    }

    void record(Entry entry) {
        journal.record(WORLD, entry);
    }

    /** The person, refused when 1101 has never told of them. */
    Person person(String psnNo) {
        Person person = persons.get(psnNo);
        Refused.unless(person != null, "未查询到参保人员信息：psn_no=" + psnNo);
        return person;
    }

    /** The visit of this institution and person, refused when it is another's or cancelled. */
    Visit visit(String mdtrtId, String psnNo, String fixmedins) {
        Visit visit = registeredVisit(mdtrtId, psnNo, fixmedins);
        Refused.unless(!visit.isCancelled(), "就诊登记已撤销：mdtrt_id=" + mdtrtId);
        return visit;
    }

    /** As {@link #visit}, cancelled ones included. */
    Visit registeredVisit(String mdtrtId, String psnNo, String fixmedins) {
        Visit visit = visits.get(mdtrtId);
        Refused.unless(
                visit != null && visit.registered().fixmedins().equals(fixmedins),
                "未查询到就诊登记信息：mdtrt_id=" + mdtrtId);
        Refused.unless(visit.registered().psnNo().equals(psnNo), "就诊登记与人员编号不符：psn_no=" + psnNo);
        return visit;
    }

    Optional<Visit> visitByNumber(String fixmedins, String iptOtpNo) {
        return Optional.ofNullable(registrations.get(fixmedins + "/" + iptOtpNo)).map(visits::get);
    }

    /** The settlement that a message made (2207) or cancelled (2208). */
    Optional<Settlement> settlementByMessage(String msgid) {
        return Optional.ofNullable(setlIdByMsgid.get(msgid)).map(settlements::get);
    }

    /** The open session of an operator on a day. */
    Optional<Entry.SignedIn> session(String opterNo, String fixmedins, String day) {
        return sessions.values().stream()
                .filter(session -> session.opterNo().equals(opterNo))
                .filter(session -> session.fixmedins().equals(fixmedins))
                .filter(session -> isOpen(session, day))
                .findFirst();
    }

    boolean isOpen(Entry.SignedIn session, String day) {
        return session.at().startsWith(day) && !signedOut.contains(session.signNo());
    }
}
