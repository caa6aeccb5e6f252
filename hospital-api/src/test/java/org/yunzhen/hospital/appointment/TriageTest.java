package org.yunzhen.hospital.appointment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yunzhen.hospital.appointment.Clinic.out;
import static org.yunzhen.hospital.appointment.Clinic.parameters;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;
import org.yunzhen.mappings.definition.Definitions;
import org.yunzhen.mappings.validate.StructureValidator;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class TriageTest {
    private static final String PATH = "/fhir/HealthcareService/$triage";

    @Test
    void a_complaint_leads_to_a_department_with_the_rule_that_led_there_and_needs_no_token() {
        Reply reply = Http.anonymous().post(PATH, complaint("皮肤起红疹，很痒"));

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(out(reply, "outcome").textValue()).isEqualTo("department");
        assertThat(reply.text()).contains("HealthcareService/dermatology");
        assertThat(new StructureValidator(Definitions.r4()).validate(reply.json())).isEmpty();
        assertThat(Http.as("patient001").post(PATH, complaint("头疼两天")).status()).isEqualTo(200);
    }

    @Test
    void a_red_flag_gets_emergency_advice_in_the_callers_language_and_no_department() {
        String body = complaint("crushing chest pain and I cannot breathe");
        Reply english = Http.anonymous().with("Accept-Language", "en").post(PATH, body);
        Reply chinese = Http.anonymous().post(PATH, body);

        assertThat(out(english, "outcome").textValue()).isEqualTo("red-flag");
        assertThat(out(english, "rule").textValue()).isEqualTo("R04");
        assertThat(out(english, "advice").textValue()).contains("120").contains("call");
        assertThat(out(chinese, "advice").textValue()).contains("120").contains("拨打");
        assertThat(english.text()).doesNotContain("HealthcareService/");
    }

    @Test
    void the_answer_shows_which_of_the_patients_own_words_led_there() {
        Reply department = Http.anonymous().post(PATH, complaint("皮肤起红疹，很痒"));
        Reply redFlag = Http.anonymous().post(PATH, complaint("老爹胸口痛得利害，直冒冷汗"));

        assertThat(matched(department, "department")).containsExactly("红疹", "痒");
        assertThat(matched(redFlag, "redFlag")).isNotEmpty().allMatch("老爹胸口痛得利害，直冒冷汗"::contains);
    }

    @Test
    void a_code_that_was_sent_is_shown_as_it_was_sent() {
        String body = parameters("{\"name\":\"symptom\",\"valueCode\":\"I21.9\"}");
        assertThat(matched(Http.anonymous().post(PATH, body), "redFlag")).containsExactly("I21.9");
    }

    @Test
    void a_denied_red_flag_is_none() {
        Reply reply = Http.anonymous().post(PATH, complaint("没有胸痛，就是咳嗽三天"));
        assertThat(out(reply, "outcome").textValue()).isEqualTo("department");
    }

    @Test
    void what_was_in_a_year_before_the_day_of_the_call_is_over_what_is_in_a_later_one_is_not() {
        int year = LocalDate.now(ZoneId.of("Asia/Shanghai")).getYear();
        Reply before = Http.anonymous().post(PATH, complaint("我" + (year - 1) + "年心梗过，想体检"));
        Reply later = Http.anonymous().post(PATH, complaint("我" + (year + 1) + "年心梗过，想体检"));

        assertThat(out(before, "outcome").textValue()).isNotEqualTo("red-flag");
        assertThat(out(later, "outcome").textValue()).isEqualTo("red-flag");
    }

    @Test
    void faulty_questions_are_refused_with_a_reason() {
        String good = "{\"name\":\"complaint\",\"valueString\":\"咳嗽\"}";
        for (String inputs :
                List.of(
                        "",
                        "{\"name\":\"complaint\",\"valueInteger\":1}",
                        "{\"name\":\"complaint\",\"valueString\":\"" + "咳".repeat(1001) + "\"}",
                        good + ",{\"name\":\"age\",\"valueInteger\":-1}",
                        good + ",{\"name\":\"age\",\"valueInteger\":200}",
                        good + ",{\"name\":\"age\",\"valueString\":\"old\"}",
                        good + ",{\"name\":\"sex\",\"valueCode\":\"x\"}",
                        good + ",{\"name\":\"symptom\",\"valueInteger\":3}")) {
            Reply reply = Http.anonymous().post(PATH, parameters(inputs));
            assertThat(reply.status()).as(inputs).isEqualTo(400);
        }
    }

    private static List<String> matched(Reply reply, String group) {
        List<String> words = new ArrayList<>();
        for (JsonNode parameter : reply.json().path("parameter")) {
            if (parameter.path("name").asText().equals(group)) {
                for (JsonNode part : parameter.path("part")) {
                    if (part.path("name").asText().equals("matched")) {
                        words.add(part.path("valueString").textValue());
                    }
                }
            }
        }
        return words;
    }

    private static String complaint(String text) {
        return parameters("{\"name\":\"complaint\",\"valueString\":\"" + text + "\"}");
    }
}
