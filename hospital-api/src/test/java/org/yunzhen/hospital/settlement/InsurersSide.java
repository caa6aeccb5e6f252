package org.yunzhen.hospital.settlement;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.yunzhen.hospital.store.Transactions;
import org.yunzhen.hospital.testing.JobLease;

/** What quotes left at the insurer, and the job that withdraws it, run by the tests alone. */
@ApplicationScoped
class InsurersSide {
    private final Counter counter;
    private final UnsettledQuotes job;
    private final JobLease lease;

    InsurersSide(Counter counter, UnsettledQuotes job, Transactions transactions) {
        this.counter = counter;
        this.job = job;
        this.lease = new JobLease(transactions, "unsettled-quotes");
    }

    /** Keeps the timer from the job; there is nobody but the test then. */
    void takeTheJob() {
        lease.heldByAnother();
    }

    void giveTheJobBack() {
        lease.released();
    }

    void turn() {
        job.turn().await().indefinitely();
    }

    /** As if the time that a quote stands had passed. */
    void overdue(String subject) {
        counter.sql(
                "UPDATE bill SET quote_until = now() - interval '1 second'"
                        + " WHERE subject_type || '/' || subject_id = $1 AND quote_until < 'infinity'",
                subject);
    }

    /** As if time had passed since the last attempt, and since the registration was asked for. */
    void later(String subject) {
        counter.sql(
                "UPDATE bill_registration r SET next_try = '-infinity',"
                        + " asked_at = asked_at - interval '1 hour' FROM bill b"
                        + " WHERE b.tenant = r.tenant AND b.id = r.bill"
                        + " AND b.subject_type || '/' || b.subject_id = $1",
                subject);
    }

    /** What we think of a subject's registrations, oldest first. */
    List<Object> rows(String subject) {
        return ofRegistrations("r.status", subject);
    }

    private List<Object> ofRegistrations(String column, String subject) {
        return counter.sql(
                "SELECT "
                        + column
                        + " FROM bill_registration r JOIN bill b ON b.tenant = r.tenant"
                        + " AND b.id = r.bill WHERE b.subject_type || '/' || b.subject_id = $1"
                        + " ORDER BY b.created_at, r.no",
                subject);
    }

    /**
     * What stands at the insurer for a subject, oldest first: "2 lines", "cancelled", "unknown".
     */
    List<String> outside(String subject) {
        JsonNode visits = Counter.outsideLedger().path("visits");
        return ofRegistrations("r.ipt_otp_no", subject).stream()
                .map(number -> outside(visits, (String) number))
                .toList();
    }

    private static String outside(JsonNode visits, String number) {
        String found = "unknown";
        for (JsonNode visit : visits) {
            if (number.equals(visit.path("ipt_otp_no").asText())) {
                found =
                        visit.path("cancelled").asBoolean()
                                ? "cancelled"
                                : visit.path("lines").asInt() + " lines";
            }
        }
        return found;
    }

    /** How often a message was sent for a subject. */
    long sent(String subject, String action) {
        return (Long)
                counter.sql(
                                "SELECT count(*) FROM bill_message m JOIN bill b"
                                        + " ON b.tenant = m.tenant AND b.id = m.bill"
                                        + " WHERE b.subject_type || '/' || b.subject_id = $1"
                                        + " AND m.action = $2",
                                subject,
                                action)
                        .get(0);
    }
}
