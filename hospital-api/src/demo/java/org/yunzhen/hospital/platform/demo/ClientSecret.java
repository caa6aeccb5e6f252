package org.yunzhen.hospital.platform.demo;

import io.vertx.ext.web.RoutingContext;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Who a client says it is (RFC 6749 section 2.3.1): by HTTP Basic, each half form-encoded, or by
 * fields of the form; never by both.
 *
 * @param id null when it is not said
 * @param secret null when it is not said
 */
record ClientSecret(String id, String secret) {
    private static final String BASIC = "Basic ";

    /**
     * As a request says it.
     *
     * @throws IllegalArgumentException when it cannot be read, or is said twice
     */
    static ClientSecret of(RoutingContext http) {
        String id = http.request().getFormAttribute("client_id");
        String secret = http.request().getFormAttribute("client_secret");
        String header = http.request().getHeader("Authorization");
        if (header == null || !header.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            return new ClientSecret(id, secret);
        }
        ClientSecret basic = basic(header);
        if (secret != null || id != null && !id.equals(basic.id)) {
            throw new IllegalArgumentException("two ways at once");
        }
        return basic;
    }

    private static ClientSecret basic(String header) {
        byte[] bytes = Base64.getDecoder().decode(header.substring(BASIC.length()).trim());
        String[] halves = new String(bytes, StandardCharsets.UTF_8).split(":", 2);
        if (halves.length < 2) {
            throw new IllegalArgumentException("no colon");
        }
        return new ClientSecret(decoded(halves[0]), decoded(halves[1]));
    }

    private static String decoded(String half) {
        return URLDecoder.decode(half, StandardCharsets.UTF_8);
    }
}
