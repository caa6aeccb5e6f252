package org.yunzhen.hospital.fhir;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.definition.Published;
import org.yunzhen.mappings.definition.Published.Entry;
import org.yunzhen.mappings.json.FhirJson;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/**
 * What HL7 publishes with R4, for everybody: code systems, value sets, structures, search
 * parameters, compartments. Definitions that somebody stored lie beside them: what finds none of
 * the published ones is asked of the store.
 */
@ApplicationScoped
class PublishedDefinitions implements Projection {
    private static final Set<String> CONTROLS =
            Set.of("_count", "_format", "_pretty", "_total", "_page");
    private static final int COUNT_DEFAULT = 20;
    private static final int COUNT_MAX = 100;

    /** Begins the mark of a page; the id of the last entry follows. */
    private static final String MARK = "r4.";

    private final Publications publications;

    PublishedDefinitions(Publications publications) {
        this.publications = publications;
    }

    @Override
    public Set<String> types() {
        return Set.of(
                "CodeSystem",
                "CompartmentDefinition",
                "SearchParameter",
                "StructureDefinition",
                "ValueSet");
    }

    @Override
    public Uni<Answer> read(Call call, Tx tx) {
        return publications
                .ask(r4 -> r4.find(call.type(), call.id()).map(r4::read).orElse(null))
                .map(found -> found == null ? null : served(call, Buffer.buffer(found)));
    }

    @Override
    public Uni<Answer> search(Call call, Tx tx) {
        return publications
                .ask(r4 -> bundle(call, r4))
                .map(found -> found == null ? null : served(call, found));
    }

    private static Answer served(Call call, Buffer bytes) {
        call.trace().allowedBy("definitions");
        return Answer.bytes(200, bytes);
    }

    private static boolean matches(Call call, Entry entry) {
        return call.query().stream()
                .allMatch(given -> matches(given.getKey(), given.getValue(), entry));
    }

    private static boolean matches(String parameter, String value, Entry entry) {
        List<String> values = List.of(value.split(",", -1));
        String name = entry.name().toLowerCase(Locale.ROOT);
        return switch (parameter) {
            case "_id" -> values.contains(entry.id());
            case "url" -> values.contains(entry.url());
            case "url:below" -> values.stream().anyMatch(root -> isBelow(entry.url(), root));
            case "version" -> values.contains(entry.version());
            case "status" -> values.contains(entry.status());
            case "name" ->
                    values.stream().map(PublishedDefinitions::lower).anyMatch(name::startsWith);
            case "name:contains" ->
                    values.stream().map(PublishedDefinitions::lower).anyMatch(name::contains);
            case "name:exact" -> values.contains(entry.name());
            default -> CONTROLS.contains(parameter);
        };
    }

    private static boolean isBelow(String url, String root) {
        return url.equals(root) || url.startsWith(root.endsWith("/") ? root : root + "/");
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /** A page of those that match; null when none does. */
    private static Buffer bundle(Call call, Published r4) {
        List<Entry> found =
                r4.all(call.type()).stream().filter(entry -> matches(call, entry)).toList();
        if (found.isEmpty()) {
            return null;
        }
        int count = count(call);
        String after = after(call);
        List<Entry> page =
                found.stream()
                        .filter(entry -> entry.id().compareTo(after) > 0)
                        .limit(count)
                        .toList();
        boolean more =
                !page.isEmpty() && !page.get(page.size() - 1).equals(found.get(found.size() - 1));
        Buffer bytes = Buffer.buffer("{\"resourceType\":\"Bundle\",\"type\":\"searchset\"");
        bytes.appendString(",\"total\":" + found.size() + ",\"link\":[");
        link(bytes, "self", SearchBundle.url(call, null));
        if (more) {
            bytes.appendString(",");
            String mark = MARK + page.get(page.size() - 1).id();
            link(bytes, "next", SearchBundle.url(call, mark));
        }
        bytes.appendString("]");
        for (int i = 0; i < page.size(); i++) {
            Entry entry = page.get(i);
            bytes.appendString(i == 0 ? ",\"entry\":[" : ",");
            bytes.appendString("{\"fullUrl\":\"" + call.url(entry.type(), entry.id()) + "\"");
            bytes.appendString(",\"resource\":").appendBytes(r4.read(entry));
            bytes.appendString(",\"search\":{\"mode\":\"match\"}}");
        }
        return bytes.appendString(page.isEmpty() ? "}" : "]}");
    }

    private static int count(Call call) {
        String given = call.parameter("_count");
        return given == null ? COUNT_DEFAULT : Math.min(ResultParameters.count(given), COUNT_MAX);
    }

    private static String after(Call call) {
        String mark = call.parameter("_page");
        if (mark == null) {
            return "";
        }
        if (!mark.startsWith(MARK)) {
            throw new RefusedException(Refusal.INVALID_PAGE);
        }
        return mark.substring(MARK.length());
    }

    private static void link(Buffer bytes, String relation, String url) {
        bytes.appendString("{\"relation\":\"" + relation + "\",\"url\":");
        bytes.appendBytes(FhirJson.write(FhirJson.text(url))).appendString("}");
    }
}
