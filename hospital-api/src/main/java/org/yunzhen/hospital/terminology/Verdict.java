package org.yunzhen.hospital.terminology;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.yunzhen.hospital.fhir.Answer;
import org.yunzhen.mappings.code.Language;
import org.yunzhen.mappings.json.FhirJson;
import org.yunzhen.mappings.refusal.Said;

/**
 * What {@code $validate-code} found.
 *
 * @param problem why it is not valid, or null when it is
 * @param display the right name, or null
 */
record Verdict(Said problem, String display) {
    static Verdict valid(String display) {
        return new Verdict(null, display);
    }

    static Verdict unknownSystem(String url) {
        String shown = CodingInput.shown(url);
        return new Verdict(
                new Said("此处不认识编码体系 " + shown, "The code system " + shown + " is not known here"),
                null);
    }

    static Verdict unknownCode(String code, String url) {
        String shown = CodingInput.shown(code);
        return new Verdict(
                new Said(
                        "编码体系 " + CodingInput.shown(url) + " 中没有编码 " + shown,
                        CodingInput.shown(url) + " has no code " + shown),
                null);
    }

    static Verdict notInSet(String code) {
        String shown = CodingInput.shown(code);
        return new Verdict(
                new Said(
                        "编码 " + shown + " 不在该值集中",
                        "The code " + shown + " is not in the value set"),
                null);
    }

    static Verdict abstractCode(String code, String display) {
        String shown = CodingInput.shown(code);
        return new Verdict(
                new Said("编码 " + shown + " 只用于归类，不能选用", shown + " only groups other codes"),
                display);
    }

    static Verdict otherDisplay(String display) {
        return new Verdict(
                new Said("名称不符，应为：" + display, "The display differs; it is: " + display), display);
    }

    boolean isValid() {
        return problem == null;
    }

    /** As the operation answers. */
    Answer answer(Language language) {
        ObjectNode parameters = FhirJson.object().put("resourceType", "Parameters");
        ArrayNode list = parameters.putArray("parameter");
        list.addObject().put("name", "result").put("valueBoolean", isValid());
        if (problem != null) {
            list.addObject()
                    .put("name", "message")
                    .put("valueString", language.pick(problem.zh(), problem.en()));
        }
        if (display != null) {
            list.addObject().put("name", "display").put("valueString", display);
        }
        return Answer.document(200, parameters);
    }
}
