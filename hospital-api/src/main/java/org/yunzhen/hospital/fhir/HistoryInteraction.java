package org.yunzhen.hospital.fhir;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.yunzhen.hospital.store.History;
import org.yunzhen.hospital.store.Stamp;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.json.FhirJson;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/** {@code history} of an instance (R4 section 3.1.0.12): all versions, the newest first, paged. */
@ApplicationScoped
class HistoryInteraction implements Interaction {
    private static final int COUNT_DEFAULT = 50;
    private static final int COUNT_MAX = 500;

    private final ReadInteraction read;
    private final History history;

    HistoryInteraction(ReadInteraction read, History history) {
        this.read = read;
        this.history = history;
    }

    @Override
    public Call.Kind kind() {
        return Call.Kind.HISTORY;
    }

    @Override
    public Uni<Answer> run(Call call, Tx tx) {
        int count = Math.min(number(call, "_count", COUNT_DEFAULT), COUNT_MAX);
        int before = number(call, "_before", Integer.MAX_VALUE);
        return read.visible(call, tx)
                .chain(
                        current ->
                                history.versions(tx, call.type(), call.id(), before, count + 1)
                                        .map(
                                                versions ->
                                                        bundle(
                                                                call,
                                                                current.version(),
                                                                versions,
                                                                count)));
    }

    private static int number(Call call, String name, int otherwise) {
        String given = call.parameter(name);
        if (given == null) {
            return otherwise;
        }
        if (!given.matches("[0-9]{1,9}")) {
            throw new RefusedException(Refusal.INVALID_PARAMETER, name);
        }
        return Integer.parseInt(given);
    }

    private static Answer bundle(Call call, int total, List<Stored> versions, int count) {
        String url = call.url(call.type(), call.id()) + "/_history";
        List<Stored> page = versions.size() > count ? versions.subList(0, count) : versions;
        Buffer bytes = Buffer.buffer();
        bytes.appendString("{\"resourceType\":\"Bundle\",\"type\":\"history\",\"total\":" + total);
        bytes.appendString(",\"link\":[{\"relation\":\"self\",\"url\":\"" + url + "\"}");
        if (versions.size() > count && count > 0) {
            int last = page.get(page.size() - 1).version();
            String next = url + "?_count=" + count + "&_before=" + last;
            bytes.appendString(",{\"relation\":\"next\",\"url\":\"" + next + "\"}");
        }
        bytes.appendString("]");
        for (int i = 0; i < page.size(); i++) {
            bytes.appendString(i == 0 ? ",\"entry\":[" : ",");
            entry(call, bytes, page.get(i));
        }
        bytes.appendString(page.isEmpty() ? "}" : "]}");
        return Answer.bytes(200, bytes);
    }

    private static void entry(Call call, Buffer bytes, Stored version) {
        bytes.appendString("{\"fullUrl\":\"" + call.url(version.type(), version.id()) + "\"");
        if (!version.deleted()) {
            bytes.appendString(",\"resource\":").appendBuffer(version.body());
        }
        ObjectNode request = FhirJson.object();
        request.put(
                "method", version.deleted() ? "DELETE" : version.version() == 1 ? "POST" : "PUT");
        request.put("url", version.version() == 1 ? version.type() : version.reference());
        ObjectNode response = FhirJson.object();
        response.put("status", version.deleted() ? "204" : version.version() == 1 ? "201" : "200");
        response.put("etag", version.etag());
        response.put("lastModified", Stamp.instant(version.lastUpdated()));
        bytes.appendString(",\"request\":").appendBytes(FhirJson.write(request));
        bytes.appendString(",\"response\":").appendBytes(FhirJson.write(response));
        bytes.appendString("}");
    }
}
