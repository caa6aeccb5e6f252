package org.yunzhen.hospital.proof;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.yunzhen.hospital.proof.RawHttp.Request;

/** Kinds of fault as changes of a request that would otherwise be good. */
final class Faults {
    private static final String LONE_SURROGATE = "\\ud800";

    private Faults() {}

    /** Faults of any request: who asks, where, and what is wanted back. */
    static Map<String, UnaryOperator<Request>> ofAny(String expired) {
        Map<String, UnaryOperator<Request>> faults = new LinkedHashMap<>();
        faults.put("garbled token", r -> r.with("Authorization", "Bearer abc.def.ghi"));
        faults.put("empty token", r -> r.with("Authorization", "Bearer "));
        faults.put("other scheme", r -> r.with("Authorization", "Basic YTpi"));
        faults.put("expired token", r -> r.with("Authorization", "Bearer " + expired));
        faults.put("other tenant", r -> r.withTarget("/t/site" + r.target()));
        faults.put("unknown tenant", r -> r.withTarget("/t/nowhere" + r.target()));
        faults.put("impossible tenant", r -> r.withTarget("/t/A_B" + r.target()));
        faults.put("NUL in tenant", r -> r.withTarget("/t/a%00b" + r.target()));
        faults.put("NUL in path", r -> r.withTarget(inPath(r, "/%00")));
        faults.put("too long path", r -> r.withTarget(inPath(r, "/a/b/c/d/e")));
        faults.put("NUL in query", r -> r.withTarget(query(r, "x=%00")));
        faults.put("bytes that are no UTF-8", r -> r.withTarget(query(r, "x=%c3%28")));
        faults.put("surrogate in query", r -> r.withTarget(query(r, "x=%ed%a0%80")));
        faults.put("too many parameters", r -> r.withTarget(query(r, "a=1&".repeat(300))));
        faults.put("Turtle wanted", r -> r.with("Accept", "application/fhir+turtle"));
        faults.put("nonsense wanted", r -> r.with("Accept", "nonsense"));
        faults.put("Turtle wanted in query", r -> r.withTarget(query(r, "_format=ttl")));
        faults.put("PATCH", r -> r.withMethod("PATCH").withBody("{}"));
        faults.put("blank key", r -> r.with("Idempotency-Key", " "));
        faults.put("too long key", r -> r.with("Idempotency-Key", "k".repeat(256)));
        faults.put("unknown type", r -> r.withTarget("/fhir/Nonsense/1"));
        faults.put("type in lower case", r -> r.withTarget("/fhir/patient/1"));
        faults.put("system operation", r -> r.withTarget("/fhir/$nonsense").withMethod("GET"));
        faults.put("broken percent in path", r -> r.withTarget(inPath(r, "/%zz")));
        faults.put("broken percent in query", r -> r.withTarget(query(r, "x=%zz")));
        faults.put("half percent in query", r -> r.withTarget(query(r, "x=%4")));
        return faults;
    }

    /** Faults of a request with a JSON body. */
    static Map<String, UnaryOperator<Request>> ofBody() {
        Map<String, UnaryOperator<Request>> faults = new LinkedHashMap<>();
        faults.put("text", r -> r.with("Content-Type", "text/plain"));
        faults.put("form", r -> r.with("Content-Type", "application/x-www-form-urlencoded"));
        faults.put("JSON as XML", r -> r.with("Content-Type", "application/fhir+xml"));
        faults.put("no content type", r -> r.without("Content-Type"));
        faults.put("not JSON", r -> r.withBody("nonsense"));
        faults.put("XML as JSON", r -> r.withBody("<Patient/>"));
        faults.put("cut off", r -> r.withBody(text(r).substring(0, text(r).length() - 1)));
        faults.put("more behind", r -> r.withBody(text(r) + "}"));
        faults.put("two documents", r -> r.withBody(text(r) + text(r)));
        faults.put("array", r -> r.withBody("[" + text(r) + "]"));
        faults.put("string", r -> r.withBody("\"x\""));
        faults.put("null", r -> r.withBody("null"));
        faults.put("number", r -> r.withBody("1"));
        faults.put("empty object", r -> r.withBody("{}"));
        faults.put("no type", r -> r.withBody(text(r).replaceFirst("resourceType", "kind")));
        faults.put("null type", r -> r.withBody("{\"resourceType\":null}"));
        faults.put("numeric type", r -> r.withBody("{\"resourceType\":1}"));
        faults.put("two types", r -> r.withBody(plus(r, "\"resourceType\":\"Basic\"")));
        faults.put("key twice", r -> r.withBody(plus(r, "\"k\":1,\"k\":2")));
        faults.put("too deep", r -> r.withBody(plus(r, "\"k\":" + nested(200))));
        faults.put("bad bytes", r -> r.withBody(new byte[] {'{', '"', (byte) 0xff, '"', '}'}));
        faults.put("UTF-16", r -> r.withBody(text(r).getBytes(StandardCharsets.UTF_16)));
        faults.put("raw control", r -> r.withBody(plus(r, "\"k\":\"\n\"")));
        faults.put("bad escape", r -> r.withBody(plus(r, "\"k\":\"\\x\"")));
        faults.put("NaN", r -> r.withBody(plus(r, "\"k\":NaN")));
        faults.put("long number", r -> r.withBody(plus(r, "\"k\":" + "9".repeat(5000))));
        return faults;
    }

    /** Faults of a resource that is to be stored. */
    static Map<String, UnaryOperator<Request>> ofResource() {
        Map<String, UnaryOperator<Request>> faults = new LinkedHashMap<>();
        faults.put("no body", r -> r.withBody(""));
        faults.put(
                "other type", r -> r.withBody(text(r).replaceFirst(":\"[A-Z]\\w+\"", ":\"Goal\"")));
        faults.put(
                "impossible type",
                r -> r.withBody(text(r).replaceFirst(":\"[A-Z]\\w+\"", ":\"X\"")));
        faults.put("unknown element", r -> r.withBody(plus(r, "\"nonsense\":1")));
        faults.put("number for text", r -> r.withBody(plus(r, "\"language\":5")));
        faults.put("object for text", r -> r.withBody(plus(r, "\"language\":{}")));
        faults.put("array for one", r -> r.withBody(plus(r, "\"language\":[\"zh\"]")));
        faults.put("null for text", r -> r.withBody(plus(r, "\"language\":null")));
        faults.put("empty text", r -> r.withBody(plus(r, "\"implicitRules\":\"\"")));
        faults.put("space in a uri", r -> r.withBody(plus(r, "\"implicitRules\":\"a b\"")));
        faults.put("NUL", r -> r.withBody(plus(r, "\"implicitRules\":\"a\\u0000b\"")));
        faults.put(
                "lone surrogate",
                r -> r.withBody(plus(r, "\"implicitRules\":\"" + LONE_SURROGATE + "\"")));
        faults.put(
                "surrogates the wrong way round",
                r -> r.withBody(plus(r, "\"implicitRules\":\"\\udc00\\ud800\"")));
        faults.put(
                "surrogate in bytes",
                r -> r.withBody(new byte[] {'"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"'}));
        faults.put(
                "lone surrogate in an extension",
                r -> r.withBody(plus(r, extension("\"valueString\":\"" + LONE_SURROGATE + "\""))));
        faults.put(
                "NUL in an extension",
                r -> r.withBody(plus(r, extension("\"valueString\":\"a\\u0000\""))));
        faults.put("huge number", r -> r.withBody(plus(r, extension("\"valueDecimal\":1e400000"))));
        faults.put(
                "integer out of bounds",
                r -> r.withBody(plus(r, extension("\"valueInteger\":99999999999"))));
        faults.put(
                "no such day", r -> r.withBody(plus(r, extension("\"valueDate\":\"2026-02-30\""))));
        faults.put("object for a list", r -> r.withBody(plus(r, "\"extension\":{\"url\":\"x\"}")));
        faults.put("empty list", r -> r.withBody(plus(r, "\"extension\":[]")));
        faults.put("empty element", r -> r.withBody(plus(r, "\"extension\":[{}]")));
        faults.put(
                "two values",
                r -> r.withBody(plus(r, extension("\"valueCode\":\"a\",\"valueId\":\"b\""))));
        faults.put("script", r -> r.withBody(plus(r, narrative("<script>1</script>"))));
        faults.put(
                "narrative without status", r -> r.withBody(plus(r, "\"text\":{\"div\":\"x\"}")));
        faults.put(
                "contained without id",
                r -> r.withBody(plus(r, "\"contained\":[{\"resourceType\":\"Goal\"}]")));
        faults.put(
                "contained of no type", r -> r.withBody(plus(r, "\"contained\":[{\"id\":\"a\"}]")));
        faults.put(
                "mark of a workflow",
                r ->
                        r.withBody(
                                plus(
                                        r,
                                        "\"meta\":{\"tag\":[{\"system\":"
                                                + "\"https://yunzhen.example/fhir/CodeSystem/workflow\","
                                                + "\"code\":\"x\"}]}")));
        return faults;
    }

    private static String extension(String value) {
        return "\"extension\":[{\"url\":\"urn:x\"," + value + "}]";
    }

    private static String narrative(String html) {
        return "\"text\":{\"status\":\"generated\",\"div\":\"<div"
                + " xmlns=\\\"http://www.w3.org/1999/xhtml\\\">"
                + html
                + "</div>\"}";
    }

    private static String nested(int depth) {
        return "[".repeat(depth) + "]".repeat(depth);
    }

    private static String text(Request request) {
        return new String(request.body(), StandardCharsets.UTF_8);
    }

    private static String plus(Request request, String members) {
        return text(request).replaceFirst("\\}$", "," + members.replace("\\", "\\\\") + "}");
    }

    private static String inPath(Request request, String more) {
        int question = request.target().indexOf('?');
        return question < 0
                ? request.target() + more
                : request.target().substring(0, question)
                        + more
                        + request.target().substring(question);
    }

    private static String query(Request request, String more) {
        return request.target() + (request.target().indexOf('?') < 0 ? "?" : "&") + more;
    }
}
