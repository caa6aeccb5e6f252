package org.yunzhen.hospital.settlement;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.OffsetDateTime;
import java.util.List;
import org.yunzhen.hospital.store.Stamp;
import org.yunzhen.mappings.identifier.Systems;
import org.yunzhen.mappings.json.FhirJson;
import org.yunzhen.mappings.money.FhirMoney;

/** The Task that asks an operator to look at a held bill: figures and numbers, nothing clinical. */
final class HeldTask {
    private HeldTask() {}

    static ObjectNode of(
            String id,
            BillRow bill,
            BillStatus from,
            List<LegRow> legs,
            String why,
            OffsetDateTime now) {
        ObjectNode task = FhirJson.object().put("resourceType", "Task").put("id", id);
        task.put("status", "requested").put("intent", "order").put("priority", "urgent");
        task.putObject("code")
                .put("text", "账单待人工处理 A bill waits for a person")
                .putArray("coding")
                .addObject()
                .put("system", Systems.TASK_CODE)
                .put("code", "held-bill");
        task.set("focus", BillDocuments.reference(bill.subject()));
        task.put("authoredOn", Stamp.instant(now)).put("lastModified", Stamp.instant(now));
        task.putObject("reasonCode").put("text", why);
        named(task, "input", "bill").put("valueString", bill.id());
        named(task, "input", "held-from").put("valueCode", from.code());
        for (LegRow leg : legs) {
            String side = leg.payer().code();
            named(task, "input", side).put("valueCode", leg.status().code());
            named(task, "input", side + "-amount").set("valueMoney", FhirMoney.of(leg.amount()));
            number(task, side + "-request-number", leg.requestNo());
            number(task, side + "-undo-number", leg.undoNo());
            number(task, side + "-their-number", leg.theirNo());
        }
        return task;
    }

    private static void number(ObjectNode task, String name, String number) {
        if (number != null) {
            named(task, "input", name).put("valueString", number);
        }
    }

    /** The same once it was decided. */
    static ObjectNode resolved(
            ObjectNode task, Decision decision, String by, String note, OffsetDateTime now) {
        task.put("status", "completed").put("lastModified", Stamp.instant(now));
        task.set("owner", BillDocuments.reference(by));
        named(task, "output", "decision").put("valueCode", decision.code());
        if (note != null) {
            ObjectNode said = task.withArray("note").addObject();
            said.put("authorString", by).put("time", Stamp.instant(now)).put("text", note);
        }
        return task;
    }

    private static ObjectNode named(ObjectNode task, String list, String name) {
        ObjectNode entry = task.withArray(list).addObject();
        entry.putObject("type").put("text", name);
        return entry;
    }
}
