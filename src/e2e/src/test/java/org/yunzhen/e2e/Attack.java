package org.yunzhen.e2e;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/**
 * A body that is sent to do harm.
 *
 * @param refusal status and code with which it must be refused, {@code 400 too-deep}
 */
record Attack(
        String name, String type, String path, byte[] body, boolean inPieces, String refusal) {
    private static final String JSON = "application/fhir+json";
    private static final String XML = "application/fhir+xml";
    private static final String NS = " xmlns=\"http://hl7.org/fhir\"";
    private static final int MEBIBYTE = 1024 * 1024;

    /** The known ways, each at the most that would be read. */
    static List<Attack> all() {
        List<Attack> all = new ArrayList<>(ofJson());
        all.addAll(ofXml());
        byte[] fifty = "[".repeat(50 * MEBIBYTE).getBytes(StandardCharsets.US_ASCII);
        all.add(new Attack("50 MB", JSON, "/fhir", fifty, false, "413 payload-too-large"));
        all.add(new Attack("50 MB in pieces", JSON, "/fhir", fifty, true, "413 payload-too-large"));
        all.add(new Attack("zip bomb", JSON, "/fhir", bomb(), false, "413 payload-too-large"));
        return all;
    }

    private static List<Attack> ofJson() {
        return List.of(
                json(
                        "deep",
                        basic("\"extension\":" + "[{\"extension\":".repeat(70_000)),
                        "400 too-deep"),
                new Attack(
                        "million",
                        JSON,
                        "/fhir",
                        basic("\"x\":[" + "1,".repeat(MEBIBYTE) + "1]}")
                                .getBytes(StandardCharsets.UTF_8),
                        false,
                        "400 too-many-elements"),
                json(
                        "key twice",
                        basic("\"k\":\"" + "x".repeat(MEBIBYTE) + "\",\"k\":1}"),
                        "400 duplicate-key"),
                json(
                        "surrogate",
                        basic("\"language\":\"\\ud800" + "x".repeat(MEBIBYTE) + "\"}"),
                        "400 malformed-request"),
                new Attack(
                        "no UTF-8",
                        JSON,
                        "/fhir/Basic",
                        "{\"é\":1}".getBytes(StandardCharsets.ISO_8859_1),
                        false,
                        "400 malformed-json"),
                json("huge number", basic("\"x\":1e400000}"), "422 unknown-element"),
                json("NUL", basic("\"x\":\"\\u0000\"}"), "422 unknown-element"),
                json(
                        "large",
                        basic("\"x\":\"" + "x".repeat(3 * MEBIBYTE) + "\"}"),
                        "413 payload-too-large"),
                json(
                        "code of spaces",
                        basic("\"language\":\"" + "a ".repeat(MEBIBYTE / 4) + " b\"}"),
                        "422 invalid-format"),
                json(
                        "base64",
                        basic(
                                "\"extension\":[{\"url\":\"u\",\"valueBase64Binary\":\""
                                        + "A ".repeat(MEBIBYTE / 2)
                                        + "!\"}]}"),
                        "422 invalid-format"),
                json(
                        "date of digits",
                        basic("\"created\":\"" + "1".repeat(MEBIBYTE / 2) + "-\"}"),
                        "422 invalid-format"),
                json(
                        "extensions",
                        basic("\"extension\":[" + "{\"url\":\"x\"},".repeat(150_000) + "{}]}"),
                        "400 too-many-elements"),
                json(
                        "as many as are read",
                        basic("\"extension\":[" + "{\"url\":\"x\"},".repeat(14_900) + "{}]}"),
                        "422 invariant-broken,invalid-structure"),
                json(
                        "narrative",
                        basic(
                                "\"text\":{\"status\":\"generated\",\"div\":\"<div xmlns=\\\"http://www.w3.org/1999/xhtml\\\"><p "
                                        + "a='b' ".repeat(150_000)
                                        + "\"}}"),
                        "422 invalid-format"));
    }

    private static List<Attack> ofXml() {
        return List.of(
                xml(
                        "laughs",
                        "<!DOCTYPE b [<!ENTITY a \"haha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\">]><Basic"
                                + NS
                                + "><language value=\"&c;\"/></Basic>",
                        "400 doctype-not-allowed"),
                xml(
                        "deep XML",
                        "<Basic" + NS + ">" + "<extension url=\"x\">".repeat(90_000),
                        "400 too-deep"),
                xml(
                        "cut XML",
                        "<Basic" + NS + ">" + "<extension url=\"x\"/>".repeat(14_000),
                        "400 malformed-xml"));
    }

    /** Sends it. */
    Reply by(Caller caller) {
        Caller sender = caller.with("Content-Type", type);
        boolean packed = name.startsWith("zip");
        return (packed ? sender.with("Content-Encoding", "gzip") : sender)
                .raw("POST", path, publisher());
    }

    private BodyPublisher publisher() {
        return inPieces
                ? BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))
                : BodyPublishers.ofByteArray(body);
    }

    private static String basic(String rest) {
        return "{\"resourceType\":\"Basic\",\"code\":{\"text\":\"x\"}," + rest;
    }

    private static byte[] bomb() {
        byte[] chunk = new byte[MEBIBYTE];
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(packed)) {
            for (int i = 0; i < 1024; i++) {
                gzip.write(chunk);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    private static Attack json(String name, String body, String refusal) {
        return new Attack(
                name, JSON, "/fhir/Basic", body.getBytes(StandardCharsets.UTF_8), false, refusal);
    }

    private static Attack xml(String name, String body, String refusal) {
        return new Attack(
                name, XML, "/fhir/Basic", body.getBytes(StandardCharsets.UTF_8), false, refusal);
    }
}
