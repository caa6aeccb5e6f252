package org.yunzhen.hospital.prescription;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.yunzhen.hospital.store.Tx;

/** Rows of prescriptions and their lines. A prescription is locked before it is moved. */
@ApplicationScoped
class PrescriptionRows {
    private static final String NEXT_NUMBER = "SELECT nextval('prescription_number')";

    private static final String INSERT =
            """
            INSERT INTO prescription (tenant, id, status, patient, encounter, prescriber, bundle,
                                      valid_until)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)""";

    private static final String INSERT_LINE =
            """
            INSERT INTO prescription_line (tenant, prescription, number, request, medicine,
                                           prescribed)
            VALUES ($1, $2, $3, $4, $5, $6)""";

    private static final String SELECT =
            """
            SELECT id, status, patient, encounter, prescriber, bundle, valid_until, reviewer,
                   code_hash, code_sealed, holders, revocation, handed_over
              FROM prescription WHERE tenant = $1 AND\s""";

    private static final String FIND = SELECT + "id = $2";
    private static final String LOCK = FIND + " FOR UPDATE";
    private static final String LOCK_BY_CODE = SELECT + "code_hash = $2 FOR UPDATE";

    /** Compare and set: of two moves from one status exactly one finds it. */
    private static final String REPLACE =
            """
            UPDATE prescription
               SET status = $3, reviewer = $4, code_hash = $5, code_sealed = $6, holders = $7,
                   revocation = $8, handed_over = $9
             WHERE tenant = $1 AND id = $2 AND status = $10""";

    private static final String LINES =
            """
            SELECT number, request, medicine, prescribed, dispensed, holder, secret_sealed
              FROM prescription_line WHERE tenant = $1 AND prescription = $2 ORDER BY number""";

    private static final String TAKE =
            """
            UPDATE prescription_line SET holder = $3, secret_sealed = $4
             WHERE tenant = $1 AND prescription = $2 AND holder IS NULL
               AND dispensed < prescribed""";

    private static final String GIVE_BACK =
            """
            UPDATE prescription_line SET holder = NULL, secret_sealed = NULL
             WHERE tenant = $1 AND prescription = $2 AND holder = $3 AND number = ANY($4)
               AND dispensed < prescribed""";

    private static final String DISPENSE =
            """
            UPDATE prescription_line SET dispensed = dispensed + $4
             WHERE tenant = $1 AND prescription = $2 AND number = $3 AND holder = $5
               AND dispensed + $4 <= prescribed""";

    private static final String DUE =
            """
            SELECT tenant, id FROM prescription
             WHERE status IN ('requested', 'received', 'ready', 'in-progress')
               AND valid_until <= $1
             ORDER BY failed_at, valid_until LIMIT 200""";

    private static final String FAILED =
            "UPDATE prescription SET failed_at = clock_timestamp() WHERE tenant = $1 AND id = $2";

    /** Where an expired prescription is. */
    record Due(String tenant, String id) {}

    Uni<Long> nextNumber(Tx tx) {
        return tx.run(NEXT_NUMBER).map(rows -> rows.iterator().next().getLong(0));
    }

    Uni<Void> insert(Tx tx, Prescription made, List<Line> lines) {
        return tx.run(
                        INSERT,
                        tx.tenant(),
                        made.id(),
                        made.status().code(),
                        made.patient(),
                        made.encounter(),
                        made.prescriber(),
                        made.bundle(),
                        made.validUntil())
                .chain(() -> tx.batch(INSERT_LINE, lineValues(tx, made.id(), lines)))
                .replaceWithVoid();
    }

    Uni<Optional<Prescription>> find(Tx tx, String id) {
        return tx.run(FIND, tx.tenant(), id).map(PrescriptionRows::first);
    }

    Uni<Optional<Prescription>> lock(Tx tx, String id) {
        return tx.run(LOCK, tx.tenant(), id).map(PrescriptionRows::first);
    }

    Uni<Optional<Prescription>> lockByCode(Tx tx, Buffer codeHash) {
        return tx.run(LOCK_BY_CODE, tx.tenant(), codeHash).map(PrescriptionRows::first);
    }

    Uni<Void> replace(Tx tx, Prescription before, Prescription after) {
        return tx.run(
                        REPLACE,
                        Arrays.asList(
                                tx.tenant(),
                                after.id(),
                                after.status().code(),
                                after.reviewer(),
                                after.code() == null ? null : after.code().hash(),
                                after.code() == null ? null : after.code().sealed(),
                                after.holders().toArray(String[]::new),
                                after.revocation() == null ? null : after.revocation().reason(),
                                handedOver(after.revocation()),
                                before.status().code()))
                .map(PrescriptionRows::oneRow)
                .replaceWithVoid();
    }

    Uni<List<Line>> lines(Tx tx, String id) {
        return tx.run(LINES, tx.tenant(), id)
                .map(
                        rows ->
                                StreamSupport.stream(rows.spliterator(), false)
                                        .map(PrescriptionRows::line)
                                        .toList());
    }

    /** A pharmacy takes all lines that are free; the prescription is locked. */
    Uni<Void> take(Tx tx, String id, String pharmacy, Buffer secretSealed) {
        return tx.run(TAKE, tx.tenant(), id, pharmacy, secretSealed).replaceWithVoid();
    }

    /** A pharmacy gives back some of the lines it holds; the prescription is locked. */
    Uni<Void> giveBack(Tx tx, String id, String pharmacy, List<Integer> numbers) {
        return tx.run(GIVE_BACK, tx.tenant(), id, pharmacy, numbers.toArray(Integer[]::new))
                .replaceWithVoid();
    }

    /** Whether the pharmacy held a line with that many packages left; then they no longer are. */
    Uni<Boolean> dispense(Tx tx, String id, int number, BigDecimal packages, String pharmacy) {
        return tx.run(DISPENSE, tx.tenant(), id, number, packages, pharmacy)
                .map(rows -> rows.rowCount() == 1);
    }

    /** Prescriptions of all tenants whose time is over. */
    Uni<List<Due>> due(Tx tx) {
        return tx.run(DUE, tx.now())
                .map(
                        rows ->
                                StreamSupport.stream(rows.spliterator(), false)
                                        .map(row -> new Due(row.getString(0), row.getString(1)))
                                        .toList());
    }

    /** One could not be ended: others come first. */
    Uni<Void> failed(Tx tx, String id) {
        return tx.run(FAILED, tx.tenant(), id).replaceWithVoid();
    }

    private static List<List<Object>> lineValues(Tx tx, String id, List<Line> lines) {
        List<List<Object>> values = new ArrayList<>();
        for (Line line : lines) {
            values.add(
                    List.of(
                            tx.tenant(),
                            id,
                            line.number(),
                            line.request(),
                            line.medicine(),
                            line.prescribed()));
        }
        return values;
    }

    private static RowSet<Row> oneRow(RowSet<Row> rows) {
        if (rows.rowCount() != 1) {
            throw new IllegalStateException("a prescription was moved without its lock");
        }
        return rows;
    }

    private static Optional<Prescription> first(RowSet<Row> rows) {
        var iterator = rows.iterator();
        return iterator.hasNext() ? Optional.of(prescription(iterator.next())) : Optional.empty();
    }

    private static Prescription prescription(Row row) {
        Buffer hash = buffer(row, 8);
        return new Prescription(
                row.getString(0),
                PrescriptionStatus.of(row.getString(1)),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getOffsetDateTime(6),
                row.getString(7),
                hash == null ? null : new Prescription.PickupCode(hash, buffer(row, 9)),
                List.of(row.getArrayOfStrings(10)),
                revocation(row));
    }

    private static Revocation revocation(Row row) {
        String reason = row.getString(11);
        return reason == null ? null : new Revocation(reason, List.of(row.getArrayOfStrings(12)));
    }

    private static String[] handedOver(Revocation revocation) {
        return revocation == null ? new String[0] : revocation.handedOver().toArray(String[]::new);
    }

    private static Line line(Row row) {
        return new Line(
                row.getInteger(0),
                row.getString(1),
                row.getString(2),
                row.getBigDecimal(3),
                row.getBigDecimal(4),
                row.getString(5),
                buffer(row, 6));
    }

    private static Buffer buffer(Row row, int column) {
        var value = row.getBuffer(column);
        return value == null ? null : value.getDelegate();
    }
}
