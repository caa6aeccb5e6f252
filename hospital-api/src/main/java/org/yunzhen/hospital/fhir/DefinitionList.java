package org.yunzhen.hospital.fhir;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.yunzhen.mappings.json.FhirJson;

/**
 * Definitions that are served without being stored, as a searchset in pages; the stored ones
 * follow.
 *
 * @param wish the search as stored ones are asked
 * @param found those that match, in the order of their ids
 * @param beside how many stored ones match
 */
record DefinitionList(Call call, SearchWish wish, List<Definition> found, long beside) {
    private static final int COUNT_DEFAULT = 20;
    private static final int COUNT_MAX = 100;

    /** Begins the mark of a page; the id of the last entry follows. */
    private static final String MARK = "r4.";

    /** One of them. */
    record Definition(String id, Supplier<byte[]> document) {}

    /** Whether a call asks for one of the pages with stored ones. */
    static boolean isBehind(Call call) {
        String mark = call.parameter("_page");
        return mark != null && !mark.startsWith(MARK);
    }

    /** The page that the call asks for. */
    Buffer page() {
        int count = count();
        String after = after();
        List<Definition> page =
                found.stream().filter(one -> one.id().compareTo(after) > 0).limit(count).toList();
        Buffer bytes = Buffer.buffer("{\"resourceType\":\"Bundle\",\"type\":\"searchset\"");
        bytes.appendString(",\"total\":" + (found.size() + beside) + ",\"link\":[");
        link(bytes, "self", call.parameter("_page"));
        String next = count == 0 ? null : next(page);
        if (next != null) {
            bytes.appendString(",");
            link(bytes, "next", next);
        }
        bytes.appendString("]");
        UnaryOperator<byte[]> cut = Subsets.cut(call);
        for (int i = 0; i < page.size(); i++) {
            Definition one = page.get(i);
            bytes.appendString(i == 0 ? ",\"entry\":[" : ",");
            bytes.appendString("{\"fullUrl\":\"" + call.url(call.type(), one.id()) + "\"");
            bytes.appendString(",\"resource\":").appendBytes(cut.apply(one.document().get()));
            bytes.appendString(",\"search\":{\"mode\":\"match\"}}");
        }
        Optional<Buffer> outcome = SearchBundle.outcome(call, wish);
        outcome.ifPresent(
                entry ->
                        bytes.appendString(page.isEmpty() ? ",\"entry\":[" : ",")
                                .appendBuffer(entry));
        return bytes.appendString(page.isEmpty() && outcome.isEmpty() ? "}" : "]}");
    }

    /** How many are shown; none when only their number is asked for. */
    private int count() {
        String given = call.parameter("_count");
        String summary = call.parameter("_summary");
        if (summary != null && ResultParameters.summary(summary)) {
            return 0;
        }
        return given == null ? COUNT_DEFAULT : Math.min(ResultParameters.count(given), COUNT_MAX);
    }

    private String after() {
        String mark = call.parameter("_page");
        return mark == null ? "" : mark.substring(MARK.length());
    }

    private String next(List<Definition> page) {
        Definition last = found.get(found.size() - 1);
        boolean more = !page.isEmpty() && !page.get(page.size() - 1).equals(last);
        if (more) {
            return MARK + page.get(page.size() - 1).id();
        }
        return beside > 0 ? StoredBeside.firstPage() : null;
    }

    private void link(Buffer bytes, String relation, String page) {
        bytes.appendString("{\"relation\":\"" + relation + "\",\"url\":");
        bytes.appendBytes(FhirJson.write(FhirJson.text(SearchBundle.url(call, wish, page))));
        bytes.appendString("}");
    }
}
