package org.yunzhen.hospital.record;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.yunzhen.hospital.fhir.Call;
import org.yunzhen.hospital.fhir.Inputs;
import org.yunzhen.mappings.index.DateRange;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/**
 * Which page of a long answer is wished.
 *
 * @param count entries of a page
 * @param since only what happened from then on, or null
 * @param after what the mark of the last page's end holds, or null for the first page
 */
record PageWish(int count, OffsetDateTime since, String after) {
    private static final int MARK_CHARACTERS_MAX = 3000;
    private static final String MARK = "_page";

    /**
     * @throws RefusedException 400 when a parameter cannot be read
     */
    static PageWish of(Call call, int countDefault, int countMax) {
        Inputs inputs = Inputs.of(call);
        return new PageWish(
                count(call, inputs, countDefault, countMax),
                inputs.text("_since").map(PageWish::instant).orElse(null),
                inputs.text(MARK).map(PageWish::read).orElse(null));
    }

    /** The address of the page that begins after something. */
    static String next(Call call, String path, String after) {
        String mark =
                Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(after.getBytes(StandardCharsets.UTF_8));
        String query = query(call);
        return path + "?" + (query.isEmpty() ? "" : query + "&") + MARK + "=" + mark;
    }

    /** The address that was called. */
    static String self(Call call, String path) {
        String query = query(call);
        return query.isEmpty() ? path : path + "?" + query;
    }

    /** The inputs as a query, whether they came in the address or in a body. */
    private static String query(Call call) {
        String given =
                call.query().stream()
                        .filter(entry -> !entry.getKey().equals(MARK))
                        .map(PageWish::pair)
                        .collect(Collectors.joining("&"));
        StringBuilder query = new StringBuilder(given);
        if (call.body() != null) {
            for (JsonNode parameter : call.body().path("parameter")) {
                String name = parameter.path("name").asText();
                if (!name.equals(MARK)) {
                    query.append(query.isEmpty() ? "" : "&")
                            .append(pair(Map.entry(name, Inputs.value(parameter).asText())));
                }
            }
        }
        return query.toString();
    }

    private static String pair(Map.Entry<String, String> entry) {
        return encoded(entry.getKey()) + "=" + encoded(entry.getValue());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("%3A", ":");
    }

    private static int count(Call call, Inputs inputs, int countDefault, int countMax) {
        Optional<String> inBody = inputs.value("_count").map(JsonNode::asText);
        String given = inBody.orElseGet(() -> call.parameter("_count"));
        if (given == null) {
            return countDefault;
        }
        if (!given.matches("[0-9]{1,9}") || Integer.parseInt(given) == 0) {
            throw Inputs.invalid("_count");
        }
        return Math.min(Integer.parseInt(given), countMax);
    }

    private static OffsetDateTime instant(String text) {
        DateRange range = DateRange.parse(text.replace(' ', '+'));
        if (range == null) {
            throw Inputs.invalid("_since");
        }
        return range.low().atOffset(ZoneOffset.UTC);
    }

    private static String read(String mark) {
        if (mark.length() > MARK_CHARACTERS_MAX) {
            throw new RefusedException(Refusal.INVALID_PAGE);
        }
        try {
            return new String(Base64.getUrlDecoder().decode(mark), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notBase64) {
            throw new RefusedException(Refusal.INVALID_PAGE);
        }
    }
}
