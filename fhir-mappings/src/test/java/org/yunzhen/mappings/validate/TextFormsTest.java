package org.yunzhen.mappings.validate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.yunzhen.mappings.ExactJson;
import org.yunzhen.mappings.definition.Definitions;

/** Each primitive type by examples, tried in an extension, which can hold all of them. */
class TextFormsTest {
    private final StructureValidator validator = new StructureValidator(Definitions.r4());

    static Stream<Arguments> sound() {
        return forms(
                "Base64Binary: QQ== | QUI= | QUJD | QUJD QUJD",
                "Canonical: http://a/b|1.0#c | urn:x",
                "Code: a | a b | 甲-乙",
                "Date: 0001 | 2026 | 2026-12 | 2026-12-31 | 2000-02-29",
                "DateTime: 2026 | 2026-12 | 2026-12-31 | 2026-12-31T23:59:59Z"
                        + " | 2026-12-31T23:59:60+08:00 | 2026-12-31T00:00:00.123456789-14:00",
                "Id: a | A-1.b | 0123456789012345678901234567890123456789012345678901234567890123",
                "Instant: 2026-12-31T23:59:59Z | 2026-12-31T23:59:59.1+08:00",
                "Markdown: # 标题 | a",
                "Oid: urn:oid:1.2.156.10197 | urn:oid:0.0 | urn:oid:2.999",
                "String: a | 　 | 中文🙂",
                "Time: 00:00:00 | 23:59:59.999 | 12:00:60",
                "Uri: http://a | a | urn:oid:1.2 | 中文",
                "Url: mailto:a@b.cn",
                "Uuid: urn:uuid:0c3151bd-1cbf-4d64-b04d-cd9187a4c6e0");
    }

    static Stream<Arguments> broken() {
        return forms(
                "Base64Binary: Q | QQ= | Q=== | =QQQ | QQ==QQ== | Q*== | QUJ-",
                "Canonical: a b",
                "Code: a  b | \u00a0\n | a\tb\t\tc",
                "Date: 26 | 0000 | 2026-1 | 2026-13 | 2026-00 | 2026-12-32 | 2026-04-31 | 1900-02-29"
                        + " | 2026-12-31Z | 2026/12/31 | ２０２６",
                "DateTime: 2026-12-31T23:59:59 | 2026-12-31T23:59Z | 2026-12-31T24:00:00Z"
                        + " | 2026-12-31 23:59:59Z | 2026-12-31T23:59:59+14:01 | 2026-12-31T23:59:59.Z"
                        + " | 2026-12-31T23:59:59+0800 | 2026-02-30T00:00:00Z | 2026-12-31T23:60:00Z",
                "Id: a_b | 中 | 01234567890123456789012345678901234567890123456789012345678901234",
                "Instant: 2026 | 2026-12-31 | 2026-12-31T23:59:59 | 2026-12-31T23:59:59.",
                "Oid: 1.2.156 | urn:oid:3.1 | urn:oid:1 | urn:oid:1..2 | urn:oid:1.02 | urn:oid:",
                "String: a\u0000 | a\u0007b",
                "Time: 24:00:00 | 12:60:00 | 12:00 | 12:00:00Z | 12:00:00. | 1:00:00",
                "Uri: a b | a\nb",
                "Url: a b",
                "Uuid: urn:uuid:0C3151BD-1cbf-4d64-b04d-cd9187a4c6e0 | urn:uuid:1"
                        + " | 0c3151bd-1cbf-4d64-b04d-cd9187a4c6e0");
    }

    private static Stream<Arguments> forms(String... lines) {
        return Stream.of(lines)
                .flatMap(
                        line -> {
                            String[] parts = line.split(": ", 2);
                            return Stream.of(parts[1].split(" \\| "))
                                    .map(text -> Arguments.of(parts[0], text));
                        });
    }

    @ParameterizedTest
    @MethodSource("sound")
    void a_value_in_the_form_of_its_type_is_accepted(String type, String text) {
        assertThat(faults(type, text)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("broken")
    void a_value_in_another_form_is_refused(String type, String text) {
        assertThat(faults(type, text))
                .extracting(Fault::kind)
                .containsExactly(FaultKind.BAD_FORMAT);
    }

    private List<Fault> faults(String type, String text) {
        ObjectNode patient = ExactJson.object("{'resourceType':'Patient'}");
        patient.putArray("extension")
                .addObject()
                .put("url", "http://example.org/e")
                .put("value" + type, text);
        return validator.validate(patient);
    }
}
