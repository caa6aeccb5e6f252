package org.yunzhen.sandbox.nhsa;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.regex.Pattern;
import org.yunzhen.sandbox.exchange.Json;

/**
 * The outer fields of every request to the platform, checked for presence, length and form.
 *
 * @param infno transaction number
 * @param msgid institution (12) + yyyyMMddHHmmss + sequence (4)
 * @param insuplcAdmdvs region of insurance, empty when the input names no person
 * @param opter operator id
 * @param fixmedinsCode institution code
 * @param signNo session from 9001, empty in 9001
 * @param input the JSON object below `input`
 */
record Envelope(
        String infno,
        String msgid,
        String insuplcAdmdvs,
        String opter,
        String fixmedinsCode,
        String signNo,
        JsonNode input) {

    private static final Pattern INSTITUTION = Pattern.compile("[HP]\\d{11}");
    private static final Pattern MSGID = Pattern.compile("[HP]\\d{11}\\d{14}\\d{4}");
    private static final Pattern REGION = Pattern.compile("\\d{6}");
    private static final int INPUT_MAX = 40_000;

    /** Reads the body of a request; throws {@link Refused} with the first field at fault. */
    static Envelope parse(byte[] body) {
        JsonNode root = root(body);
        Fields fields = Fields.of(root);
        String fixmedins = fields.text("fixmedins_code", 30);
        Refused.unless(INSTITUTION.matcher(fixmedins).matches(), "定点机构编号格式错误：" + fixmedins);
        String msgid = fields.text("msgid", 30);
        Refused.unless(
                MSGID.matcher(msgid).matches() && msgid.startsWith(fixmedins),
                "报文标识格式错误（机构编号12位+时间14位+顺序号4位）：" + msgid);
        requireRest(fields);
        JsonNode input = root.path("input");
        Refused.unless(input.isObject(), "缺少 input 节点");
        Refused.unless(input.toString().length() <= INPUT_MAX, "input 超过40000字符");
        return new Envelope(
                fields.text("infno", 6),
                msgid,
                insuranceRegion(fields, input),
                fields.text("opter", 30),
                fixmedins,
                fields.optional("sign_no", 30),
                input);
    }

    private static JsonNode root(byte[] body) {
        try {
            JsonNode root = Json.read(body);
            Refused.unless(root.isObject(), "报文不是JSON对象");
            return root;
        } catch (UncheckedIOException notJson) {
            throw new Refused("报文不是合法的JSON");
        }
    }

    private static void requireRest(Fields fields) {
        String region = fields.text("mdtrtarea_admvs", 6);
        Refused.unless(REGION.matcher(region).matches(), "就医地区划格式错误：" + region);
        fields.text("recer_sys_code", 10);
        fields.optional("dev_no", 100);
        fields.optional("dev_safe_info", 2000);
        fields.optional("cainfo", 1024);
        fields.optional("signtype", 10);
        fields.text("infver", 6);
        fields.code("opter_type", Set.of("1", "2", "3"));
        fields.text("opter_name", 50);
        fields.time("inf_time");
        fields.text("fixmedins_name", 200);
    }

    private static String insuranceRegion(Fields fields, JsonNode input) {
        boolean aboutAPerson = input.findValue("psn_no") != null;
        return aboutAPerson
                ? fields.text("insuplc_admdvs", 6)
                : fields.optional("insuplc_admdvs", 6);
    }
}
