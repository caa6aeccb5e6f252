package org.yunzhen.sandbox.nhsa;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Set;

/**
 * Everything that can happen to the platform's state; each is one line of the journal and the only
 * way to change a {@link Registry}.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Entry.SignedIn.class, name = "signed-in"),
    @JsonSubTypes.Type(value = Entry.SignedOut.class, name = "signed-out"),
    @JsonSubTypes.Type(value = Entry.PersonSeen.class, name = "person-seen"),
    @JsonSubTypes.Type(value = Entry.Registered.class, name = "registered"),
    @JsonSubTypes.Type(value = Entry.RegistrationCancelled.class, name = "registration-cancelled"),
    @JsonSubTypes.Type(value = Entry.VisitDescribed.class, name = "visit-described"),
    @JsonSubTypes.Type(value = Entry.FeesUploaded.class, name = "fees-uploaded"),
    @JsonSubTypes.Type(value = Entry.FeesDeleted.class, name = "fees-deleted"),
    @JsonSubTypes.Type(value = Entry.Settled.class, name = "settled"),
    @JsonSubTypes.Type(value = Entry.SettlementCancelled.class, name = "settlement-cancelled"),
    @JsonSubTypes.Type(value = Entry.Reversed.class, name = "reversed")
})
sealed interface Entry {

    /** Changes the state. Must not fail: what may be refused was checked before. */
    void applyTo(Registry registry);

    /** 9001. */
    record SignedIn(String signNo, String opterNo, String fixmedins, String at) implements Entry {
        @Override
        public void applyTo(Registry registry) {
            registry.sessions.put(signNo, this);
        }
    }

    /** 9002. */
    record SignedOut(String signNo) implements Entry {
        @Override
        public void applyTo(Registry registry) {
            registry.signedOut.add(signNo);
        }
    }

    /** 1101: first seen, or seen under another name. */
    record PersonSeen(String psnNo, String certno, String name, String insutype, String psnType)
            implements Entry {
        @Override
        public void applyTo(Registry registry) {
            registry.persons.computeIfAbsent(psnNo, none -> new Person(this)).rename(name);
        }
    }

    /** 2201. */
    record Registered(
            String mdtrtId,
            String psnNo,
            String fixmedins,
            String insutype,
            String iptOtpNo,
            String begntime,
            String drName,
            String deptName)
            implements Entry {
        @Override
        public void applyTo(Registry registry) {
            registry.visits.put(mdtrtId, new Visit(this));
            registry.registrations.put(fixmedins + "/" + iptOtpNo, mdtrtId);
        }
    }

    /** 2202. */
    record RegistrationCancelled(String mdtrtId, String msgid) implements Entry {
        @Override
        public void applyTo(Registry registry) {
            registry.visits.get(mdtrtId).cancel(msgid);
        }
    }

    /** 2203 and 2203A; the last one counts. */
    record VisitDescribed(
            String mdtrtId, String medType, String diseCodg, String diseName, int diagnoses)
            implements Entry {
        @Override
        public void applyTo(Registry registry) {
            registry.visits.get(mdtrtId).describe(this);
        }
    }

    /** 2204. */
    record FeesUploaded(String mdtrtId, List<FeeLine> lines) implements Entry {
        @Override
        public void applyTo(Registry registry) {
            registry.visits.get(mdtrtId).add(lines);
        }
    }

    /** 2205, with the serial numbers of the lines that went. */
    record FeesDeleted(String mdtrtId, Set<String> sns) implements Entry {
        @Override
        public void applyTo(Registry registry) {
            registry.visits.get(mdtrtId).remove(sns);
        }
    }

    /** 2207: money moves. */
    record Settled(Bill bill) implements Entry {
        @Override
        public void applyTo(Registry registry) {
            Settlement settlement = new Settlement(bill);
            registry.settlements.put(bill.setlId(), settlement);
            registry.visits.get(bill.mdtrtId()).add(settlement);
            registry.setlIdByMsgid.put(bill.msgid(), bill.setlId());
            registry.persons.get(bill.psnNo()).charge(bill, 1);
        }
    }

    /** 2208: money goes back, the bill stays visible. */
    record SettlementCancelled(String setlId, String msgid, String at) implements Entry {
        @Override
        public void applyTo(Registry registry) {
            Settlement settlement = registry.settlements.get(setlId);
            settlement.cancel(msgid, at);
            registry.setlIdByMsgid.put(msgid, setlId);
            registry.persons.get(settlement.bill().psnNo()).charge(settlement.bill(), -1);
        }
    }

    /** 2601: the message is void, also if it should arrive later; setlId is empty if it had not. */
    record Reversed(String omsgid, String oinfno, String setlId, String at) implements Entry {
        @Override
        public void applyTo(Registry registry) {
            registry.reversals.put(omsgid, this);
            if (!setlId.isEmpty()) {
                undo(registry, registry.settlements.get(setlId));
            }
        }

        private void undo(Registry registry, Settlement settlement) {
            Person person = registry.persons.get(settlement.bill().psnNo());
            if (oinfno.equals("2207")) {
                settlement.reverse();
                person.charge(settlement.bill(), -1);
            } else {
                settlement.revive();
                person.charge(settlement.bill(), 1);
            }
        }
    }
}
