package org.yunzhen.insurance;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The gateway's proof of origin: SHA-256 (no HMAC) over timestamp, token, nonce and timestamp
 * again, in lower-case hex.
 */
final class GatewaySignature {
    private GatewaySignature() {}

    static String of(String timestamp, String secretToken, String nonce) {
        String text = timestamp + secretToken + nonce + timestamp;
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
