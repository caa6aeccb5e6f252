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
     * @param included what is sent along with the matches
     */
    public static Answer searchset(
            Call call,
            String self,
            String next,
            Long total,
            List<Stored> matches,
            List<Stored> included) {
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
        String before = ",\"entry\":[";
        for (Stored match : matches) {
            entry(call, bytes.appendString(before), match, "match");
            before = ",";
        }
        for (Stored beside : included) {
            entry(call, bytes.appendString(before), beside, "include");
            before = ",";
        }
        bytes.appendString(matches.isEmpty() && included.isEmpty() ? "}" : "]}");
        return Answer.bytes(200, bytes);
    }

    private static void link(Buffer bytes, String relation, String url) {
        bytes.appendString("{\"relation\":\"" + relation + "\",\"url\":");
        bytes.appendBytes(FhirJson.write(FhirJson.text(url)));
        bytes.appendString("}");
    }

    private static void entry(Call call, Buffer bytes, Stored resource, String mode) {
        bytes.appendString("{\"fullUrl\":\"")
                .appendString(call.url(resource.type(), resource.id()))
                .appendString("\",\"resource\":")
                .appendBuffer(resource.body())
                .appendString(",\"search\":{\"mode\":\"")
                .appendString(mode)
                .appendString("\"}}");
    }
}
