package org.yunzhen.hospital.fhir;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/** Query strings and forms as a list of names and values in their order. */
final class Queries {
    private static final int PARAMETERS_MAX = 200;
    private static final int HEX = 16;
    private static final char LAST_OF_ASCII = '~';
    private static final int NAMES_KEPT = 20;

    private Queries() {}

    /**
     * Decodes; 400 on broken percent signs, forbidden characters, or more than {@value
     * #PARAMETERS_MAX} parameters.
     */
    static List<Map.Entry<String, String>> of(String query) {
        List<Map.Entry<String, String>> found = new ArrayList<>();
        if (query == null || query.isEmpty()) {
            return found;
        }
        for (String part : query.split("&", -1)) {
            if (part.isEmpty()) {
                continue;
            }
            int equals = part.indexOf('=');
            String name = equals < 0 ? part : part.substring(0, equals);
            String value = equals < 0 ? "" : part.substring(equals + 1);
            found.add(Map.entry(decoded(name), decoded(value)));
        }
        if (found.size() > PARAMETERS_MAX) {
            throw new RefusedException(Refusal.MALFORMED_REQUEST);
        }
        return found;
    }

    /**
     * The same parameters as they stand in an address, with the mark of another page.
     *
     * @param page mark of a page, or null for the first
     */
    static String ofPage(List<Map.Entry<String, String>> query, String page) {
        List<String> pairs = new ArrayList<>();
        for (Map.Entry<String, String> entry : query) {
            if (!entry.getKey().equals("_page")) {
                pairs.add(encoded(entry.getKey()) + "=" + encoded(entry.getValue()));
            }
        }
        if (page != null) {
            pairs.add("_page=" + page);
        }
        return pairs.isEmpty() ? "" : "?" + String.join("&", pairs);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("%3A", ":")
                .replace("%2F", "/")
                .replace("%2C", ",");
    }

    /**
     * Whether two hexadecimal digits follow each percent sign, and nothing stands in it that an
     * address cannot hold (RFC 3986 section 2): letters that are not encoded would be taken for
     * others, and find nothing.
     */
    static boolean isDecodable(String uri) {
        return isEncoded(uri) && uri.chars().allMatch(letter -> letter <= LAST_OF_ASCII);
    }

    private static boolean isEncoded(String uri) {
        int percent = uri.indexOf('%');
        while (percent >= 0) {
            boolean escape =
                    percent + 2 < uri.length()
                            && Character.digit(uri.charAt(percent + 1), HEX) >= 0
                            && Character.digit(uri.charAt(percent + 2), HEX) >= 0;
            if (!escape) {
                return false;
            }
            percent = uri.indexOf('%', percent + 1);
        }
        return true;
    }

    /** One percent-decoded piece of an address. */
    static String decoded(String text) {
        try {
            String plain = URLDecoder.decode(text, StandardCharsets.UTF_8);
            if (plain.indexOf('\0') >= 0 || plain.indexOf('\ufffd') >= 0) {
                throw new RefusedException(Refusal.MALFORMED_REQUEST);
            }
            return plain;
        } catch (IllegalArgumentException broken) {
            throw new RefusedException(Refusal.MALFORMED_REQUEST);
        }
    }

    /** The names alone, each once, for the trail. */
    static String names(List<Map.Entry<String, String>> query) {
        return query.stream()
                .map(Map.Entry::getKey)
                .distinct()
                .limit(NAMES_KEPT)
                .collect(Collectors.joining(" "));
    }
}
