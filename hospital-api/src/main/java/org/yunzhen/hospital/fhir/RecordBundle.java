package org.yunzhen.hospital.fhir;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.mappings.json.FhirJson;

/** A searchset Bundle of resources of several types, put together from their stored bytes. */
public final class RecordBundle {
    private RecordBundle() {}

    /**
     * One page.
     *
     * @param self address of this page
     * @param next address of the next page, or null on the last one
     * @param total number of all matches, or null when it was not counted
     */
    public static Answer searchset(
            Call call, String self, String next, Long total, List<Stored> resources) {
        Buffer bytes = Buffer.buffer("{\"resourceType\":\"Bundle\",\"type\":\"searchset\"");
        if (total != null) {
            bytes.appendString(",\"total\":").appendString(total.toString());
        }
        bytes.appendString(",\"link\":[");
        link(bytes, "self", self);
        if (next != null) {
            bytes.appendString(",");
            link(bytes, "next", next);
        }
        bytes.appendString("]");
        for (int i = 0; i < resources.size(); i++) {
            bytes.appendString(i == 0 ? ",\"entry\":[" : ",");
            entry(call, bytes, resources.get(i));
        }
        bytes.appendString(resources.isEmpty() ? "}" : "]}");
        return Answer.bytes(200, bytes);
    }

    private static void link(Buffer bytes, String relation, String url) {
        bytes.appendString("{\"relation\":\"" + relation + "\",\"url\":");
        bytes.appendBytes(FhirJson.write(FhirJson.text(url)));
        bytes.appendString("}");
    }

    private static void entry(Call call, Buffer bytes, Stored resource) {
        bytes.appendString("{\"fullUrl\":\"")
                .appendString(call.url(resource.type(), resource.id()))
                .appendString("\",\"resource\":")
                .appendBuffer(resource.body())
                .appendString(",\"search\":{\"mode\":\"match\"}}");
    }
}
