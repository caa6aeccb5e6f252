package org.yunzhen.hospital.testing;

import org.yunzhen.hospital.store.Transactions;

/** The lease of a timed job: as long as another node has it, nothing is done here. */
public final class JobLease {
    private static final String HELD_BY_ANOTHER =
            """
            INSERT INTO job_lease (job, holder, held_until)
            VALUES ($1, 'another', now() + interval '1 hour')
            ON CONFLICT (job) DO UPDATE SET holder = 'another',
                   held_until = now() + interval '1 hour'""";

    private static final String RELEASED = "DELETE FROM job_lease WHERE job = $1";

    private final Transactions transactions;
    private final String job;

    public JobLease(Transactions transactions, String job) {
        this.transactions = transactions;
        this.job = job;
    }

    /** Another node has the job, and does not do it. */
    public void heldByAnother() {
        run(HELD_BY_ANOTHER);
    }

    /** Who comes first may take the job. */
    public void released() {
        run(RELEASED);
    }

    private void run(String sql) {
        transactions.run("home", tx -> tx.run(sql, job)).await().indefinitely();
    }
}
