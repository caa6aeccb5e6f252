package org.yunzhen.hospital.settlement;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.money.Money;

/**
 * Double-entry bookkeeping of what moved: who owes or paid us (debit, positive) against revenue
 * (credit, negative). A step is posted once; the database holds that its postings make zero.
 */
@ApplicationScoped
class Ledger {
    private static final String ACCOUNTS =
            """
            INSERT INTO ledger_account (tenant, code)
            VALUES ($1, 'fund'), ($1, 'account'), ($1, 'cash'), ($1, 'revenue'), ($1, 'outside')
            ON CONFLICT DO NOTHING""";

    private static final String POST =
            """
            INSERT INTO ledger_entry (tenant, bill, leg, kind, account, amount_fen, at)
            VALUES ($1, $2, $3, 'settle', $4, $5, $6)""";

    private static final String UNDO =
            """
            INSERT INTO ledger_entry (tenant, bill, leg, kind, account, amount_fen, at)
            SELECT tenant, bill, leg, 'undo', account, -amount_fen, $4 FROM ledger_entry
             WHERE tenant = $1 AND bill = $2 AND leg = $3 AND kind = 'settle'""";

    private static final String UNDO_OUTSIDE =
            """
            INSERT INTO ledger_entry (tenant, bill, leg, kind, account, amount_fen, at)
            SELECT e.tenant, e.bill, e.leg, 'undo', a.account, a.sign * e.amount_fen, $4
              FROM ledger_entry e, (VALUES ('revenue', -1), ('outside', 1)) a (account, sign)
             WHERE e.tenant = $1 AND e.bill = $2 AND e.leg = $3 AND e.kind = 'settle'
               AND e.account = 'revenue'""";

    /** Funds and personal account owe us what they bear. */
    Uni<Void> insurerSettled(Tx tx, String bill, Money fund, Money account) {
        Map<String, Money> debits = new LinkedHashMap<>();
        debits.put("fund", fund);
        debits.put("account", account);
        return post(tx, bill, Payer.INSURER, debits);
    }

    /** The patient paid. */
    Uni<Void> cashPaid(Tx tx, String bill, Money amount) {
        return post(tx, bill, Payer.CASH, Map.of("cash", amount));
    }

    /** What a leg had brought is gone again. */
    Uni<Void> undone(Tx tx, String bill, Payer leg) {
        return tx.run(UNDO, tx.tenant(), bill, leg.code(), tx.now()).replaceWithVoid();
    }

    /**
     * What a leg had brought was paid back by another way: it is no revenue, and the other side
     * keeps what it has; the account {@code outside} says how much.
     */
    Uni<Void> paidBackOutside(Tx tx, String bill, Payer leg) {
        return tx.run(ACCOUNTS, tx.tenant())
                .chain(() -> tx.run(UNDO_OUTSIDE, tx.tenant(), bill, leg.code(), tx.now()))
                .replaceWithVoid();
    }

    private static Uni<Void> post(Tx tx, String bill, Payer leg, Map<String, Money> debits) {
        List<List<Object>> rows = new ArrayList<>();
        debits.forEach((account, amount) -> add(rows, tx, bill, leg, account, amount));
        Money sum = Money.sum(debits.values());
        add(rows, tx, bill, leg, "revenue", sum.negated());
        return rows.isEmpty()
                ? Uni.createFrom().voidItem()
                : tx.run(ACCOUNTS, tx.tenant()).chain(() -> tx.batch(POST, rows)).replaceWithVoid();
    }

    private static void add(
            List<List<Object>> rows, Tx tx, String bill, Payer leg, String account, Money amount) {
        if (!amount.isZero()) {
            rows.add(List.of(tx.tenant(), bill, leg.code(), account, amount.fen(), tx.now()));
        }
    }
}
