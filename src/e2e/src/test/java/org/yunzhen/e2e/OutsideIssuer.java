package org.yunzhen.e2e;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;

/**
 * A hospital's own sign-in: issues ES256 tokens (RFC 7515, RFC 7518 3.4) and publishes its key as a
 * JWK set (RFC 7517). It shares no code with the service.
 */
final class OutsideIssuer implements AutoCloseable {
    static final String NAME = "https://login.hospital.example";

    private static final String KEY_ID = "2026-11";
    private static final int LIFETIME_SECONDS = 600;
    private static final int COORDINATE_BYTES = 32;
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final HttpServer server;
    private final KeyPair keys = newKeys();

    OutsideIssuer() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        byte[] set = jwks().getBytes(StandardCharsets.UTF_8);
        server.createContext(
                "/jwks",
                http -> {
                    http.getResponseHeaders().add("Content-Type", "application/json");
                    http.sendResponseHeaders(200, set.length);
                    http.getResponseBody().write(set);
                    http.close();
                });
        server.start();
    }

    /** Where its public key is. */
    String jwksUrl() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/jwks";
    }

    /** A token that this issuer signed for a system. */
    String token() {
        return token("integration", "Device/exchange");
    }

    /** A token that this issuer signed for somebody in the tenant home. */
    String token(String role, String actor) {
        return signed(keys, role, actor);
    }

    /** A token that says the same, signed by somebody else. */
    static String forged() {
        return signed(newKeys(), "integration", "Device/exchange");
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private static String signed(KeyPair keys, String role, String actor) {
        long now = Instant.now().getEpochSecond();
        String claims =
                """
                {"iss":"%s","sub":"%s","role":"%s","actor":"%s",
                 "tenants":"home","iat":%d,"exp":%d}"""
                        .formatted(NAME, actor, role, actor, now, now + LIFETIME_SECONDS);
        String header = "{\"alg\":\"ES256\",\"typ\":\"JWT\",\"kid\":\"" + KEY_ID + "\"}";
        String content = base64(header) + "." + base64(claims);
        try {
            Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(keys.getPrivate());
            signature.update(content.getBytes(StandardCharsets.US_ASCII));
            return content + "." + BASE64.encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has ECDSA", e);
        }
    }

    private String jwks() {
        ECPublicKey key = (ECPublicKey) keys.getPublic();
        return """
        {"keys":[{"kty":"EC","crv":"P-256","use":"sig","alg":"ES256","kid":"%s","x":"%s","y":"%s"}]}"""
                .formatted(
                        KEY_ID,
                        coordinate(key.getW().getAffineX()),
                        coordinate(key.getW().getAffineY()));
    }

    private static String coordinate(BigInteger number) {
        byte[] bytes = number.toByteArray();
        byte[] padded = new byte[COORDINATE_BYTES];
        int length = Math.min(bytes.length, COORDINATE_BYTES);
        System.arraycopy(bytes, bytes.length - length, padded, COORDINATE_BYTES - length, length);
        return BASE64.encodeToString(padded);
    }

    private static String base64(String text) {
        return BASE64.encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static KeyPair newKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has P-256", e);
        }
    }
}
