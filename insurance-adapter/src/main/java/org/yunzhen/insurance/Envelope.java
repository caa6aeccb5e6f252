package org.yunzhen.insurance;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDateTime;
import org.yunzhen.insurance.Transaction.Trait;
import org.yunzhen.insurance.wire.FieldFault;
import org.yunzhen.insurance.wire.MessageWriter;
import org.yunzhen.insurance.wire.NhsaJson;
import org.yunzhen.insurance.wire.WireTime;

/** Puts an input into the platform's envelope, in which every field stands, be it empty. */
final class Envelope {
    private static final int INPUT_CHARS_MAX = 40_000;

    private final NhsaSettings settings;

    Envelope(NhsaSettings settings) {
        this.settings = settings;
    }

    /**
     * @throws FieldFault naming the first field, of envelope or input, that breaks its rule
     */
    <I extends Record> ObjectNode around(
            Transaction<I, ?> transaction, I input, CallContext context, LocalDateTime now) {
        if (transaction.is(Trait.ABOUT_INSURED) && blank(context.insuplcAdmdvs())) {
            throw new FieldFault(
                    "insuplc_admdvs", "missing, and the input names an insured person");
        }
        ObjectNode envelope = NhsaJson.object();
        must(envelope, "infno", transaction.infno(), 6);
        must(envelope, "msgid", context.msgid(), 30);
        must(envelope, "mdtrtarea_admvs", settings.institution().mdtrtareaAdmvs(), 6);
        may(envelope, "insuplc_admdvs", context.insuplcAdmdvs(), 6);
        must(envelope, "recer_sys_code", settings.province().recerSysCode(), 10);
        may(envelope, "dev_no", null, 100);
        may(envelope, "dev_safe_info", null, 2000);
        may(envelope, "cainfo", null, 1024);
        may(envelope, "signtype", null, 10);
        must(envelope, "infver", settings.province().infver(), 6);
        must(envelope, "opter_type", settings.province().opterType(), 3);
        must(envelope, "opter", context.opter(), 30);
        must(envelope, "opter_name", context.opterName(), 50);
        envelope.put("inf_time", WireTime.print(now));
        must(envelope, "fixmedins_code", settings.institution().fixmedinsCode(), 30);
        must(envelope, "fixmedins_name", settings.institution().fixmedinsName(), 200);
        may(envelope, "sign_no", context.signNo(), 30);
        envelope.set("input", checked(MessageWriter.write(input)));
        return envelope;
    }

    private static ObjectNode checked(ObjectNode input) {
        if (NhsaJson.print(input).length() > INPUT_CHARS_MAX) {
            throw new FieldFault("input", "longer than " + INPUT_CHARS_MAX + " characters");
        }
        return input;
    }

    private static void must(ObjectNode envelope, String name, String value, int maxChars) {
        if (blank(value)) {
            throw new FieldFault(name, "missing");
        }
        may(envelope, name, value, maxChars);
    }

    private static void may(ObjectNode envelope, String name, String value, int maxChars) {
        String text = blank(value) ? "" : value;
        if (text.codePointCount(0, text.length()) > maxChars) {
            throw new FieldFault(name, "longer than " + maxChars + " characters");
        }
        envelope.put(name, text);
    }

    private static boolean blank(String value) {
        return value == null || value.isBlank();
    }
}
