package org.yunzhen.hospital.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.Reply;

/** The Tasks by which the operators are asked about held bills. */
final class HeldTasks {
    private HeldTasks() {}

    static JsonNode onlyTask(String subject, String status) {
        assertThat(tasks(subject)).hasSize(1);
        JsonNode task = tasks(subject).path(0).path("resource");
        assertThat(task.path("status").asText()).isEqualTo(status);
        return task;
    }

    static JsonNode tasks(String subject) {
        return tasks(subject, null);
    }

    static JsonNode tasks(String subject, String status) {
        Reply found =
                Http.as("operator01")
                        .get(
                                "/fhir/Task?code=held-bill&focus="
                                        + subject
                                        + Optional.ofNullable(status)
                                                .map(s -> "&status=" + s)
                                                .orElse(""));
        assertThat(found.status()).as(found.text()).isEqualTo(200);
        return found.json().path("entry");
    }

    static String id(JsonNode task) {
        return task.path("id").asText();
    }

    static String input(JsonNode task, String name) {
        for (JsonNode input : task.path("input")) {
            if (name.equals(input.path("type").path("text").asText())) {
                return input.path("valueCode").asText();
            }
        }
        throw new AssertionError("no " + name + " in " + task);
    }

    static Reply resolve(String account, String task, String decision, String note) {
        String said =
                note == null ? "" : ",{\"name\":\"note\",\"valueString\":\"%s\"}".formatted(note);
        return Http.as(account)
                .post(
                        "/fhir/Task/" + task + "/$resolve",
                        """
                        {"resourceType":"Parameters","parameter":[
                         {"name":"decision","valueCode":"%s"}%s]}"""
                                .formatted(decision, said));
    }
}
