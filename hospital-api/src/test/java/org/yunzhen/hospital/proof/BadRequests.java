package org.yunzhen.hospital.proof;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.yunzhen.hospital.proof.RawHttp.Request;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.mappings.json.FhirJson;
import org.yunzhen.mappings.refusal.Refusal;

/** Asks bad requests and keeps which kinds were asked of what, and what was answered wrongly. */
final class BadRequests {
    private final Map<String, Set<String>> kinds = new TreeMap<>();
    private final List<String> wrong = new ArrayList<>();
    private final String expired;
    private int asked;

    /**
     * @param expired a token whose time is over
     */
    BadRequests(String expired) {
        this.expired = expired;
    }

    String expired() {
        return expired;
    }

    /** Kinds of fault by the interaction or operation that met them. */
    Map<String, Set<String>> kinds() {
        return kinds;
    }

    List<String> wrong() {
        return wrong;
    }

    int asked() {
        return asked;
    }

    void all(String name, Request good, Map<String, UnaryOperator<Request>> faults) {
        faults.forEach((kind, fault) -> fault(name, kind, fault.apply(good)));
    }

    void ids(String name, Request good, String id) {
        for (String other : List.of("a_b", "x".repeat(65), "a%20b", "%E4%B8%AD", "a%0Ab", "'")) {
            fault(name, "id " + other, good.withTarget(good.target().replace(id, other)));
        }
    }

    void fault(String name, String kind, Request bad) {
        asked++;
        kinds.computeIfAbsent(name, any -> new TreeSet<>()).add(kind);
        String problem = problem(RawHttp.send(bad));
        if (problem != null) {
            wrong.add(name + ", " + kind + ": " + problem);
        }
    }

    private static String problem(RawHttp.Answer answer) {
        if (answer.status() < 400 || answer.status() > 499) {
            return answer.status() + " " + answer.body();
        }
        JsonNode outcome;
        try {
            outcome = FhirJson.parse(answer.body().getBytes(StandardCharsets.UTF_8));
        } catch (RuntimeException notJson) {
            return answer.status() + " without an outcome: " + answer.body();
        }
        JsonNode issue = outcome.path("issue").path(0);
        JsonNode coding = issue.path("details").path("coding").path(0);
        boolean ours =
                outcome.path("resourceType").asText().equals("OperationOutcome")
                        && !issue.path("code").asText("").isEmpty()
                        && coding.path("system").asText().equals(Refusal.SYSTEM)
                        && Refusal.ofCode(coding.path("code").asText()).isPresent();
        return ours ? null : answer.status() + " with another outcome: " + answer.body();
    }

    static Request as(Request request, String account) {
        return request.with("Authorization", "Bearer " + Http.as(account).token());
    }

    static Request request(String method, String target, String account, String body) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Authorization", "Bearer " + Http.as(account).token());
        if (body != null) {
            headers.put("Content-Type", "application/fhir+json");
        }
        Request request = new Request(method, target, headers, null);
        return body == null ? request : request.withBody(body);
    }
}
