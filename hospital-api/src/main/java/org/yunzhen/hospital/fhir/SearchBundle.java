package org.yunzhen.hospital.fhir;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yunzhen.hospital.store.Searcher;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.mappings.json.FhirJson;
import org.yunzhen.mappings.refusal.Issue;
import org.yunzhen.mappings.refusal.Outcome;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.Severity;

/** A searchset Bundle, put together from stored bytes without parsing them. */
final class SearchBundle {
    private static final int BYTES_AROUND = 512;

    private final Call call;
    private final Buffer bytes = Buffer.buffer(BYTES_AROUND);
    private boolean first = true;

    private SearchBundle(Call call) {
        this.call = call;
    }

    /** Only the number of matches. */
    static Answer counted(Call call, SearchWish wish, long total) {
        SearchBundle bundle = new SearchBundle(call);
        bundle.open(wish, total, null);
        return bundle.close(wish);
    }

    /** One page. */
    static Answer page(
            Call call, SearchWish wish, Searcher.Page page, List<Stored> included, Long total) {
        SearchBundle bundle = new SearchBundle(call);
        bundle.open(wish, total, page.next() == null ? null : PageMark.write(page.next()));
        page.matches().forEach(match -> bundle.entry(match, "match"));
        included.forEach(resource -> bundle.entry(resource, "include"));
        return bundle.close(wish);
    }

    private void open(SearchWish wish, Long total, String next) {
        bytes.appendString("{\"resourceType\":\"Bundle\",\"type\":\"searchset\"");
        if (total != null) {
            bytes.appendString(",\"total\":").appendString(total.toString());
        }
        bytes.appendString(",\"link\":[");
        link("self", url(call, wish, call.parameter("_page")));
        if (next != null) {
            bytes.appendString(",");
            link("next", url(call, wish, next));
        }
        bytes.appendString("]");
    }

    private void link(String relation, String url) {
        bytes.appendString("{\"relation\":\"" + relation + "\",\"url\":");
        bytes.appendBytes(FhirJson.write(FhirJson.text(url)));
        bytes.appendString("}");
    }

    private void entry(Stored resource, String mode) {
        separator();
        bytes.appendString("{\"fullUrl\":\"")
                .appendString(call.url(resource.type(), resource.id()))
                .appendString("\",\"resource\":")
                .appendBuffer(resource.body())
                .appendString(",\"search\":{\"mode\":\"" + mode + "\"}}");
    }

    private void separator() {
        bytes.appendString(first ? ",\"entry\":[" : ",");
        first = false;
    }

    private Answer close(SearchWish wish) {
        outcome(call, wish)
                .ifPresent(
                        outcome -> {
                            separator();
                            bytes.appendBuffer(outcome);
                        });
        bytes.appendString(first ? "}" : "]}");
        return Answer.bytes(200, bytes);
    }

    /** The entry that says what of a search was not done, if there is anything to say. */
    static Optional<Buffer> outcome(Call call, SearchWish wish) {
        List<Issue> issues = new ArrayList<>(call.trace().warnings());
        wish.ignored().stream()
                .map(code -> Issue.of(Refusal.UNKNOWN_PARAMETER, code))
                .map(issue -> issue.withSeverity(Severity.WARNING))
                .forEach(issues::add);
        return issues.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        Buffer.buffer("{\"resource\":")
                                .appendBytes(FhirJson.write(Outcome.of(issues, call.language())))
                                .appendString(",\"search\":{\"mode\":\"outcome\"}}"));
    }

    /**
     * The address of a page of a search, with the parameters that were searched by and no other: by
     * them a client knows what was not heeded (R4 section 3.1.1.3).
     *
     * @param page its mark; null for the first
     */
    static String url(Call call, SearchWish wish, String page) {
        String compartment = call.compartment() == null ? "" : "/Patient/" + call.compartment();
        String type = call.type() != null ? "/" + call.type() : compartment.isEmpty() ? "" : "/*";
        return call.site().base() + compartment + type + Queries.ofPage(used(call, wish), page);
    }

    private static List<Map.Entry<String, String>> used(Call call, SearchWish wish) {
        return call.query().stream()
                .filter(entry -> !wish.ignored().contains(ChainNames.code(entry.getKey())))
                .toList();
    }
}
