package org.yunzhen.hospital.fhir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.http.HttpMethod;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.yunzhen.hospital.store.Ids;
import org.yunzhen.hospital.store.Stamp;
import org.yunzhen.mappings.json.FhirJson;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/** Reads the entries of a posted Bundle as calls, and writes their answers. */
@ApplicationScoped
class BundleEntries {
    /** The turn of what only reads: the last. */
    static final int READS = 3;

    private static final int ENTRIES_MAX = 2000;
    private static final String SEARCH_PARAMETER = "SearchParameter";
    private static final Set<Call.Kind> NOT_IN_A_BUNDLE =
            EnumSet.of(
                    Call.Kind.BUNDLE,
                    Call.Kind.METADATA,
                    Call.Kind.EXPORT_STATUS,
                    Call.Kind.EXPORT_FILE,
                    Call.Kind.EXPORT_CANCEL);
    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE");

    private final Paths paths;

    BundleEntries(Paths paths) {
        this.paths = paths;
    }

    /**
     * The entries of a transaction; ids are given to what is to be created.
     *
     * @throws RefusedException when any entry cannot be read, or two write the same resource
     */
    List<BundleEntry> ofTransaction(Call bundle) {
        List<BundleEntry> read = new ArrayList<>();
        Set<String> written = new HashSet<>();
        Set<String> addresses = new HashSet<>();
        for (JsonNode entry : list(bundle)) {
            int position = read.size();
            try {
                Call call = call(bundle, entry);
                Call named = call.kind() == Call.Kind.CREATE ? call.withId(Ids.next()) : call;
                BundleEntry one = new BundleEntry(position, fullUrl(entry), named, null);
                once(written, one);
                address(addresses, one);
                read.add(one);
            } catch (RefusedException refused) {
                throw refused.inEntry(position);
            }
        }
        return read;
    }

    /** The entries of a batch; those that cannot be read carry their refusal. */
    List<BundleEntry> ofBatch(Call bundle) {
        List<BundleEntry> read = new ArrayList<>();
        for (JsonNode entry : list(bundle)) {
            try {
                read.add(new BundleEntry(read.size(), fullUrl(entry), call(bundle, entry), null));
            } catch (RefusedException refused) {
                read.add(new BundleEntry(read.size(), null, null, refused));
            }
        }
        return read;
    }

    /** What will have been written once all entries are served, as {@code Type/id}. */
    static List<String> written(List<BundleEntry> entries) {
        return entries.stream()
                .map(BundleEntry::call)
                .filter(call -> call.kind() == Call.Kind.CREATE || call.kind() == Call.Kind.UPDATE)
                .map(call -> call.type() + "/" + call.id())
                .toList();
    }

    /**
     * DELETE, POST, PUT, then reads (R4 section 3.1.0.11.2). What is changed is locked in the order
     * of its names: two transactions that change the same do not wait for each other. But search
     * parameters stay as they are, before the rest: one may be made of those before it.
     */
    List<BundleEntry> inProcessingOrder(List<BundleEntry> entries) {
        return entries.stream()
                .sorted(
                        Comparator.<BundleEntry>comparingInt(entry -> turn(entry.call()))
                                .thenComparing(BundleEntries::nameOfChanged))
                .toList();
    }

    static int turn(Call call) {
        return switch (call.kind()) {
            case DELETE -> 0;
            case CREATE, OPERATION, OPERATION_BY_GET -> 1;
            case UPDATE, PATCH -> 2;
            default -> READS;
        };
    }

    private static JsonNode list(Call bundle) {
        BundleMembers.check(bundle.body());
        JsonNode entries = bundle.body().path("entry");
        boolean list = entries.isArray() || entries.isMissingNode();
        if (!list || entries.size() > ENTRIES_MAX) {
            throw new RefusedException(Refusal.BUNDLE_ENTRY, "Bundle.entry");
        }
        return entries;
    }

    private Call call(Call bundle, JsonNode entry) {
        BundleMembers.checkEntry(entry);
        JsonNode request = entry.path("request");
        String method = request.path("method").asText("");
        String url = relative(bundle, request.path("url").asText(""));
        if (!METHODS.contains(method) || url.isBlank()) {
            throw new RefusedException(Refusal.BUNDLE_ENTRY, "request");
        }
        int question = url.indexOf('?');
        String path = question < 0 ? url : url.substring(0, question);
        Paths.Target target =
                paths.target(HttpMethod.valueOf(method), path.startsWith("/") ? path : "/" + path);
        if (NOT_IN_A_BUNDLE.contains(target.kind())) {
            throw new RefusedException(Refusal.BUNDLE_ENTRY, "request.url");
        }
        return new Call(
                bundle.site(),
                target.kind(),
                target.type(),
                target.id(),
                target.version(),
                target.compartment(),
                target.operation(),
                Queries.of(question < 0 ? "" : url.substring(question + 1)),
                EntryRequest.conditions(request),
                body(target, entry),
                new Trace());
    }

    /** An address below our own base may be given in full. */
    private static String relative(Call bundle, String url) {
        String base = bundle.site().base() + "/";
        return url.startsWith(base) ? url.substring(base.length()) : url;
    }

    private static JsonNode body(Paths.Target target, JsonNode entry) {
        JsonNode resource = entry.path("resource");
        if (target.kind() == Call.Kind.PATCH) {
            return Patches.ofEntry(resource).deepCopy();
        }
        boolean writes = target.kind() == Call.Kind.CREATE || target.kind() == Call.Kind.UPDATE;
        if (!writes) {
            return resource.isObject() ? resource.deepCopy() : null;
        }
        if (!resource.isObject()) {
            throw new RefusedException(Refusal.BODY_MISSING);
        }
        if (!target.type().equals(resource.path("resourceType").textValue())) {
            throw new RefusedException(Refusal.TYPE_MISMATCH, target.type());
        }
        return resource.deepCopy();
    }

    private static String nameOfChanged(BundleEntry entry) {
        boolean named = entry.writes() && !SEARCH_PARAMETER.equals(entry.call().type());
        return named ? entry.reference() : "";
    }

    private static String fullUrl(JsonNode entry) {
        return EntryRequest.text(entry, "fullUrl");
    }

    /**
     * An address stands for one resource ({@code bdl-7}): of two nobody could tell which a
     * reference means.
     */
    private static void address(Set<String> addresses, BundleEntry entry) {
        boolean written = entry.call().kind() == Call.Kind.CREATE || entry.writes();
        if (written && entry.fullUrl() != null && !addresses.add(entry.fullUrl())) {
            throw new RefusedException(Refusal.BUNDLE_ENTRY, "fullUrl");
        }
    }

    private static void once(Set<String> written, BundleEntry entry) {
        String named = entry.condition() == null ? entry.reference() : null;
        if (entry.writes() && named != null && !written.add(named)) {
            throw new RefusedException(Refusal.BUNDLE_DUPLICATE, entry.call().type());
        }
    }

    /** An answer as an entry of the response. */
    static ObjectNode answer(Call bundle, Call call, Answer answer) {
        ObjectNode entry = FhirJson.object();
        boolean plainWrite =
                switch (call.kind()) {
                    case CREATE, UPDATE, PATCH -> true;
                    default -> false;
                };
        boolean shown = !plainWrite || ReturnPreference.isRepresentation(bundle);
        if (answer.body() != null && shown) {
            entry.set("resource", FhirJson.reread(answer.body().getBytes()));
        }
        ObjectNode response = entry.putObject("response");
        response.put("status", Integer.toString(answer.status()));
        if (plainWrite && ReturnPreference.isOutcome(bundle)) {
            response.set("outcome", ReturnPreference.outcome(call));
        }
        if (answer.location() || call.kind() == Call.Kind.CREATE) {
            response.put("location", Responses.location(call, answer));
        }
        if (answer.sending() != null) {
            response.put("location", answer.sending().headers().get("Content-Location"));
        }
        if (answer.stored() != null) {
            response.put("etag", answer.etag());
            response.put("lastModified", Stamp.instant(answer.lastModified()));
        }
        return entry;
    }
}
