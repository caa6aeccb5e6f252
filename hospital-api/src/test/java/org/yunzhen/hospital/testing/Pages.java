package org.yunzhen.hospital.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** The pages of a search. */
public final class Pages {
    private Pages() {}

    /** Where the page after this one is, or null. */
    public static String next(JsonNode bundle) {
        for (JsonNode link : bundle.path("link")) {
            if (link.path("relation").asText().equals("next")) {
                URI uri = URI.create(link.path("url").asText());
                return uri.getRawPath() + "?" + uri.getRawQuery();
            }
        }
        return null;
    }

    /** The ids of all resources on all pages of a search, in their order. */
    public static List<String> ids(Http caller, String search) {
        List<String> ids = new ArrayList<>();
        for (String path = search; path != null; ) {
            JsonNode page = caller.get(path).json();
            page.path("entry").forEach(entry -> ids.add(entry.at("/resource/id").asText()));
            path = next(page);
        }
        return ids;
    }
}
