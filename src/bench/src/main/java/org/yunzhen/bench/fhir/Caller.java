package org.yunzhen.bench.fhir;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Where requests go and in whose name; shared by the workloads of one side, so that a renewed token
 * reaches them all.
 */
public final class Caller {
    private final String hostAndPort;
    private final String fhirPath;
    private byte[] authorization = {};

    /**
     * @param hostAndPort value of the Host header
     * @param fhirPath path of the FHIR base, such as {@code /fhir}
     */
    public Caller(String hostAndPort, String fhirPath) {
        this.hostAndPort = hostAndPort;
        this.fhirPath = fhirPath;
    }

    /** From now on requests carry this bearer token. */
    public void use(String token) {
        authorization = authorizationLine(token);
    }

    static byte[] authorizationLine(String token) {
        return ascii("Authorization: Bearer " + token + "\r\n");
    }

    /**
     * Request line and the headers that never change, for a path below the FHIR base (empty: the
     * base).
     */
    byte[] head(String method, String path) {
        return ascii(
                method
                        + " "
                        + fhirPath
                        + (path.isEmpty() ? "" : "/" + path)
                        + " HTTP/1.1\r\nHost: "
                        + hostAndPort
                        + "\r\nAccept: application/fhir+json\r\n");
    }

    /** The headers of a body, the empty line and the body. */
    static byte[] tail(byte[] body) {
        byte[] headers =
                ascii(
                        "Content-Type: application/fhir+json\r\nContent-Length: "
                                + body.length
                                + "\r\n\r\n");
        return ByteBuffer.allocate(headers.length + body.length).put(headers).put(body).array();
    }

    void putAuthorization(ByteBuffer out) {
        out.put(authorization);
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
