package org.yunzhen.hospital.fhir;

import io.vertx.core.http.HttpServerRequest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/** Preconditions and wishes in headers (R4 section 3.1.0). */
final class Headers {
    private static final int IDEMPOTENCY_KEY_CHARACTERS_MAX = 255;
    private static final Pattern PREFER_RETURN =
            preference("return", "(minimal|representation|OperationOutcome)");
    private static final Pattern STRICT = preference("handling", "(strict)");
    private static final Pattern VERSION_TAG = Pattern.compile("\\s*(?:W/)?\"([0-9]{1,9})\"\\s*");

    private Headers() {}

    static Call.Conditions conditions(HttpServerRequest request) {
        String prefer = String.join(",", request.headers().getAll("Prefer"));
        String key = request.getHeader("Idempotency-Key");
        if (key != null && (key.isBlank() || key.length() > IDEMPOTENCY_KEY_CHARACTERS_MAX)) {
            throw new RefusedException(Refusal.INVALID_HEADER, "Idempotency-Key");
        }
        return new Call.Conditions(
                request.getHeader("If-Match"),
                request.getHeader("If-None-Match"),
                request.getHeader("If-Modified-Since"),
                request.getHeader("If-None-Exist"),
                preferred(prefer),
                STRICT.matcher(prefer).find(),
                key);
    }

    /**
     * Whether an {@code If-Match} names the current version: by one of its tags, or by {@code *}
     * whatever is there and not deleted (RFC 9110 section 13.1.1).
     *
     * @throws RefusedException 400 when one is no version tag
     */
    static boolean isMatchedBy(String ifMatch, Stored current) {
        if (ifMatch.strip().equals("*")) {
            return !current.deleted();
        }
        boolean named = false;
        for (String one : ifMatch.split(",", -1)) {
            Matcher tag = VERSION_TAG.matcher(one);
            if (!tag.matches()) {
                throw new RefusedException(Refusal.INVALID_HEADER, "If-Match");
            }
            named |= Integer.parseInt(tag.group(1)) == current.version();
        }
        return named;
    }

    /**
     * One among several, with its value in quotes or without, its name in whatever case (RFC 7240
     * section 2). A semicolon is taken for a comma, as many clients write it.
     */
    private static Pattern preference(String name, String value) {
        return Pattern.compile(
                "(?:^|[,;])\\s*(?i:" + name + ")\\s*=\\s*(\"?)" + value + "\\1\\s*(?=[,;]|$)");
    }

    private static String preferred(String prefer) {
        Matcher found = PREFER_RETURN.matcher(prefer);
        return found.find() ? found.group(2) : null;
    }
}
