package org.yunzhen.hospital.settlement;

import io.vertx.mutiny.sqlclient.Row;
import java.time.OffsetDateTime;

/**
 * A row of {@code bill_registration}: what is registered with the insurer (2201) for a bill.
 *
 * @param iptOtpNo the hospital's number of it
 * @param mdtrtId the platform's number; null until it has told it
 * @param isLeaving whether the registration is to be withdrawn, not only lines of earlier quotes
 * @param askedAt when 2201 was last about to be sent
 * @param attempts how often it was tried to withdraw it, this time included
 */
record RegistrationRow(
        String tenant,
        String bill,
        int no,
        String iptOtpNo,
        String mdtrtId,
        String psnNo,
        String insuplcAdmdvs,
        boolean isLeaving,
        OffsetDateTime begunAt,
        OffsetDateTime askedAt,
        int attempts) {
    static RegistrationRow of(Row row) {
        return new RegistrationRow(
                row.getString("tenant"),
                row.getString("bill"),
                row.getInteger("no"),
                row.getString("ipt_otp_no"),
                row.getString("mdtrt_id"),
                row.getString("psn_no"),
                row.getString("insuplc_admdvs"),
                "leaving".equals(row.getString("status")),
                row.getOffsetDateTime("begun_at"),
                row.getOffsetDateTime("asked_at"),
                row.getInteger("attempts"));
    }
}
