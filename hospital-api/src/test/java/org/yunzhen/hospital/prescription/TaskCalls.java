package org.yunzhen.hospital.prescription;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.Reply;

/** What people and pharmacies do with a prescription's Task, over HTTP. */
final class TaskCalls {
    private TaskCalls() {}

    static Reply review(String account, String task, String decision) {
        return call(account, task, "review", "decision", "Code", decision);
    }

    /** Calls an operation of a Task with parameters given as name, type and value. */
    static Reply call(String account, String task, String operation, String... parameters) {
        StringBuilder list = new StringBuilder();
        for (int i = 0; i < parameters.length; i += 3) {
            list.append(list.length() == 0 ? "" : ",")
                    .append(
                            """
                            {"name":"%s","value%s":"%s"}"""
                                    .formatted(
                                            parameters[i], parameters[i + 1], parameters[i + 2]));
        }
        return Http.as(account)
                .post("/fhir/Task/" + task + "/$" + operation, parametersOf(list.toString()));
    }

    static String parametersOf(String list) {
        return """
               {"resourceType":"Parameters","parameter":[%s]}"""
                .formatted(list);
    }

    static String code(Ward.Visit visit, String task) {
        Reply reply = Http.as(visit.patient()).get("/fhir/Task/" + task + "/$pickup-code");
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return value(reply.json(), "code", "valueString");
    }

    static String claimOf(String code) {
        return parametersOf(
                """
                {"name":"code","valueString":"%s"}"""
                        .formatted(code));
    }

    static Reply claim(String pharmacy, String code) {
        return Http.as(pharmacy).post("/fhir/Task/$claim", claimOf(code));
    }

    static String secret(Reply claimed) {
        assertThat(claimed.status()).as(claimed.text()).isEqualTo(200);
        return value(claimed.json(), "secret", "valueString");
    }

    static String value(JsonNode parameters, String name, String type) {
        for (JsonNode parameter : parameters.path("parameter")) {
            if (name.equals(parameter.path("name").textValue())) {
                return parameter.path(type).textValue();
            }
        }
        throw new AssertionError("no " + name + " in " + parameters);
    }

    static String status(String task) {
        return task(task).path("status").textValue();
    }

    static JsonNode task(String task) {
        return Http.as(Ward.DOCTOR).get("/fhir/Task/" + task).json();
    }

    /** Ids of the MedicationRequests of a prescription. */
    static String request(String task) {
        return task(task)
                .path("input")
                .path(0)
                .path("valueReference")
                .path("reference")
                .textValue()
                .substring("MedicationRequest/".length());
    }

    static Reply dispense(
            String pharmacy, String task, String secret, String code, String packages) {
        return dispense(pharmacy, task, secret, code, packages, request(task));
    }

    static Reply dispense(
            String pharmacy,
            String task,
            String secret,
            String code,
            String packages,
            String request) {
        return Http.as(pharmacy)
                .post(
                        "/fhir/Task/" + task + "/$dispense",
                        parametersOf(
                                """
                                {"name":"secret","valueString":"%s"},
                                {"name":"medicationDispense","resource":{
                                  "resourceType":"MedicationDispense","status":"completed",
                                  "medicationCodeableConcept":{"coding":[
                                    {"system":"https://yunzhen.example/fhir/sid/medicine-code",
                                     "code":"%s"}]},
                                  "authorizingPrescription":[{"reference":"MedicationRequest/%s"}],
                                  "quantity":{"value":%s,"unit":"盒"}}}"""
                                        .formatted(secret, code, request, packages)));
    }
}
