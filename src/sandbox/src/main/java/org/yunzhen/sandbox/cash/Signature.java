package org.yunzhen.sandbox.cash;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.yunzhen.sandbox.exchange.Request;

/**
 * Lower-case hex of HMAC-SHA256 over the body, or over the path where there is no body, in the
 * header {@value #HEADER}; the channel's call-backs carry it too.
 */
final class Signature {
    static final String HEADER = "X-Cash-Signature";
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    Signature(String secret) {
        this.key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
    }

    String of(byte[] text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal(text));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    boolean fits(Request request) {
        byte[] path = request.path().getBytes(StandardCharsets.UTF_8);
        byte[] signed = request.body().length == 0 ? path : request.body();
        byte[] given = request.header(HEADER).orElse("").getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(of(signed).getBytes(StandardCharsets.UTF_8), given);
    }
}
