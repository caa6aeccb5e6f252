package org.yunzhen.hospital.event.subscription;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.yunzhen.hospital.platform.config.YunzhenConfig;

/**
 * What notifications are signed with: of each subscription its own secret, which follows from the
 * one that the operator has set, so that no receiver can sign what another would take.
 */
@ApplicationScoped
class Signatures {
    private static final String MAC = "HmacSHA256";

    private final Optional<String> configured;

    Signatures(YunzhenConfig config) {
        this.configured = config.subscription().secret();
    }

    /**
     * A subscription's secret, in hexadecimal digits; empty when the operator has set none. Who
     * takes over an id that another had does not take over the secret.
     */
    Optional<String> secret(Subscribed subscribed) {
        String name = String.join(" ", subscribed.tenant(), subscribed.actor(), subscribed.id());
        return configured.map(secret -> hex(mac(secret).doFinal(name.getBytes(UTF_8))));
    }

    /**
     * The value of {@code X-Yunzhen-Signature}: {@code t=…,v1=…}, the HMAC-SHA256 of the seconds
     * {@code t}, a dot, the number, a dot, and the body.
     */
    String of(Subscribed subscribed, String number, Buffer body) {
        long seconds = Instant.now().getEpochSecond();
        Mac mac = mac(secret(subscribed).orElseThrow());
        mac.update((seconds + "." + number + ".").getBytes(UTF_8));
        return "t=" + seconds + ",v1=" + hex(mac.doFinal(body.getBytes()));
    }

    /** The bytes of the text are the key, so that any language can use it as it is shown. */
    private static Mac mac(String secret) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), MAC));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + MAC, e);
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
