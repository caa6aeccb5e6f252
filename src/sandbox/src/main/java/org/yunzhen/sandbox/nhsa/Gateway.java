package org.yunzhen.sandbox.nhsa;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.yunzhen.sandbox.exchange.Request;

/**
 * The gateway before the platform: application id, time window, one use per nonce, and the
 * signature, lower-case hex of SHA-256(timestamp + token + nonce + timestamp).
 *
 * <p>Nonces are kept in memory only, as long as their time stamp could pass.
 */
final class Gateway {
    private static final long WINDOW_SECONDS = 180;

    private final String paasid;
    private final String token;
    private final Clock clock;
    private final Map<String, Long> nonces = new LinkedHashMap<>();

    Gateway(String paasid, String token, Clock clock) {
        this.paasid = paasid;
        this.token = token;
        this.clock = clock;
    }

    /** Throws {@link Refused} unless all four headers are in order. */
    void admit(Request request) {
        String caller = header(request, "x-tif-paasid");
        String timestamp = header(request, "x-tif-timestamp");
        String nonce = header(request, "x-tif-nonce");
        String signature = header(request, "x-tif-signature");
        Refused.unless(caller.equals(paasid), "网关：未知的应用 x-tif-paasid=" + caller);
        Refused.unless(timestamp.matches("\\d{10}"), "网关：时间戳格式错误");
        long now = clock.instant().getEpochSecond();
        long age = Math.abs(now - Long.parseLong(timestamp));
        Refused.unless(age <= WINDOW_SECONDS, "网关：时间戳超出" + WINDOW_SECONDS + "秒窗口");
        Refused.unless(matches(signature, timestamp, nonce), "网关：签名验证失败");
        Refused.unless(firstUse(nonce, now), "网关：随机串重复 x-tif-nonce");
    }

    private static String header(Request request, String name) {
        String value = request.header(name).orElse("");
        Refused.unless(!value.isBlank(), "网关：缺少请求头 " + name);
        return value;
    }

    private boolean matches(String signature, String timestamp, String nonce) {
        byte[] expected = sign(timestamp, token, nonce).getBytes(StandardCharsets.US_ASCII);
        return MessageDigest.isEqual(expected, signature.getBytes(StandardCharsets.UTF_8));
    }

    static String sign(String timestamp, String token, String nonce) {
        try {
            byte[] text = (timestamp + token + nonce + timestamp).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private synchronized boolean firstUse(String nonce, long now) {
        Iterator<Long> oldestFirst = nonces.values().iterator();
        while (oldestFirst.hasNext() && oldestFirst.next() < now - 2 * WINDOW_SECONDS) {
            oldestFirst.remove();
        }
        return nonces.putIfAbsent(nonce, now) == null;
    }
}
