package org.yunzhen.hospital.fhir;

import io.vertx.core.http.HttpServerRequest;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/** Preconditions and wishes in headers (R4 section 3.1.0). */
final class Headers {
    private static final int IDEMPOTENCY_KEY_CHARACTERS_MAX = 255;
    private static final String IF_NONE_EXIST = "If-None-Exist";

    /** One preference (RFC 7240 section 2): its name, and its value with or without marks. */
    private static final Pattern PREFERENCE =
            Pattern.compile("(?:^|[,;])\\s*([\\w-]+)\\s*(?:=\\s*\"?([\\w-]*)\"?)?");

    private static final Set<String> RETURNS =
            Set.of("minimal", "representation", "OperationOutcome");

    /** An entity tag (RFC 9110 section 8.8.3). */
    private static final String TAG = "(?:W/)?\"([\\x21\\x23-\\x7e\\x80-\\xff]*)\"";

    private static final Pattern ONE_TAG = Pattern.compile(TAG);
    private static final Pattern TAGS =
            Pattern.compile("\\s*" + TAG + "\\s*(?:,\\s*" + TAG + "\\s*)*");

    private Headers() {}

    static Call.Conditions conditions(HttpServerRequest request) {
        String prefer = list(request, "Prefer");
        String key = request.getHeader("Idempotency-Key");
        if (key != null && (key.isBlank() || key.length() > IDEMPOTENCY_KEY_CHARACTERS_MAX)) {
            throw new RefusedException(Refusal.INVALID_HEADER, "Idempotency-Key");
        }
        return new Call.Conditions(
                list(request, "If-Match"),
                list(request, "If-None-Match"),
                request.getHeader("If-Modified-Since"),
                request.getHeader("If-Unmodified-Since"),
                criteria(request.headers().getAll(IF_NONE_EXIST)),
                preferred(prefer),
                "strict".equals(preference(prefer, "handling")),
                key);
    }

    /** A header whose lines are one list (RFC 9110 section 5.3), or null. */
    static String list(HttpServerRequest request, String name) {
        String first = request.getHeader(name);
        if (first == null) {
            return null;
        }
        List<String> lines = request.headers().getAll(name);
        return lines.size() == 1 ? first : String.join(", ", lines);
    }

    /**
     * The search of {@code If-None-Exist}, or null. Letters that came unescaped are UTF-8, as in a
     * body: read as others they would match nothing, and make a second resource.
     *
     * @throws RefusedException 400 when they are not, or two lines leave open which search counts
     */
    static String criteria(List<String> lines) {
        if (lines.isEmpty()) {
            return null;
        }
        byte[] sent = lines.get(0).getBytes(StandardCharsets.ISO_8859_1);
        try {
            if (lines.size() == 1) {
                return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(sent)).toString();
            }
        } catch (CharacterCodingException unreadable) {
            // refused below
        }
        throw new RefusedException(Refusal.INVALID_HEADER, IF_NONE_EXIST);
    }

    /**
     * Whether an {@code If-Match} names the current version: by one of its tags, or by {@code *}
     * whatever is there and not deleted (RFC 9110 section 13.1.1). A tag that was never ours names
     * another version.
     *
     * @throws RefusedException 400 when one is no tag
     */
    static boolean isMatchedBy(String ifMatch, Stored current) {
        if (ifMatch.strip().equals("*")) {
            return !current.deleted();
        }
        if (!TAGS.matcher(ifMatch).matches()) {
            throw new RefusedException(Refusal.INVALID_HEADER, "If-Match");
        }
        Set<String> named = new HashSet<>();
        Matcher tags = ONE_TAG.matcher(ifMatch);
        while (tags.find()) {
            named.add(tags.group(1));
        }
        return named.contains(Integer.toString(current.version()));
    }

    private static String preferred(String prefer) {
        String wanted = preference(prefer, "return");
        return wanted != null && RETURNS.contains(wanted) ? wanted : null;
    }

    /** The value of a preference, or null; the first counts (RFC 7240 section 2). */
    private static String preference(String prefer, String name) {
        if (prefer == null) {
            return null;
        }
        Matcher found = PREFERENCE.matcher(prefer);
        while (found.find()) {
            if (found.group(1).equalsIgnoreCase(name)) {
                return found.group(2);
            }
        }
        return null;
    }
}
