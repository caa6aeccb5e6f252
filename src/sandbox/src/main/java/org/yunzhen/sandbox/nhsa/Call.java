package org.yunzhen.sandbox.nhsa;

import java.time.LocalDateTime;

/**
 * A request on its way through a transaction.
 *
 * @param now Beijing time
 */
record Call(Envelope envelope, Registry registry, Catalogue catalogue, LocalDateTime now) {

    Fields input() {
        return Fields.of(envelope.input());
    }

    /** The input node `data`. */
    Fields data() {
        return input().child("data");
    }

    String fixmedins() {
        return envelope.fixmedinsCode();
    }

    /** yyyy-MM-dd HH:mm:ss. */
    String time() {
        return Fields.TIME.format(now);
    }

    /** yyyy-MM-dd. */
    String day() {
        return time().substring(0, 10);
    }

    /** The person of `psn_no`. */
    Person person(Fields in) {
        return registry.person(in.text("psn_no", 30));
    }

    /** The visit of `mdtrt_id` and `psn_no`, still valid. */
    Visit visit(Fields in) {
        Person person = person(in);
        return registry.visit(in.text("mdtrt_id", 30), person.psnNo(), fixmedins());
    }
}
