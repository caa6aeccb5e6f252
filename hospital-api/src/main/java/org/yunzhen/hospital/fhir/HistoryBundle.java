package org.yunzhen.hospital.fhir;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yunzhen.hospital.store.Ownership;
import org.yunzhen.hospital.store.Stamp;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.Version;
import org.yunzhen.mappings.json.FhirJson;

/** A history Bundle, put together from stored bytes without parsing them. */
final class HistoryBundle {
    private HistoryBundle() {}

    /**
     * One page.
     *
     * @param more whether another follows
     * @param total number of versions on all pages, or null when it is not known
     */
    static Answer page(Call call, List<Version> versions, boolean more, Long total) {
        Buffer bytes = Buffer.buffer("{\"resourceType\":\"Bundle\",\"type\":\"history\"");
        if (total != null) {
            bytes.appendString(",\"total\":" + total);
        }
        bytes.appendString(",\"link\":[");
        link(bytes, "self", url(call, null));
        if (more) {
            Stored last = versions.get(versions.size() - 1).stored();
            link(bytes.appendString(","), "next", url(call, HistoryMark.write(last)));
        }
        bytes.appendString("]");
        for (int i = 0; i < versions.size(); i++) {
            bytes.appendString(i == 0 ? ",\"entry\":[" : ",");
            entry(call, bytes, versions.get(i));
        }
        return Answer.bytes(200, bytes.appendString(versions.isEmpty() ? "}" : "]}"));
    }

    private static void link(Buffer bytes, String relation, String url) {
        bytes.appendString("{\"relation\":\"" + relation + "\",\"url\":");
        bytes.appendBytes(FhirJson.write(FhirJson.text(url))).appendString("}");
    }

    private static String url(Call call, String page) {
        return Stream.of(call.site().base(), call.type(), call.id(), "_history")
                        .filter(part -> part != null)
                        .collect(Collectors.joining("/"))
                + Queries.ofPage(call.query(), page);
    }

    private static void entry(Call call, Buffer bytes, Version told) {
        Stored version = told.stored();
        bytes.appendString("{\"fullUrl\":\"" + call.url(version.type(), version.id()) + "\"");
        if (!version.deleted()) {
            bytes.appendString(",\"resource\":").appendBuffer(version.body());
        }
        boolean posted = told.isPosted();
        ObjectNode request = FhirJson.object();
        request.put("method", version.deleted() ? "DELETE" : posted ? "POST" : "PUT");
        request.put("url", posted ? version.type() : version.reference());
        ObjectNode response = FhirJson.object();
        response.put("status", version.deleted() ? "204" : told.isNew() ? "201" : "200");
        response.put("etag", version.etag());
        response.put("lastModified", Stamp.instant(version.lastUpdated()));
        bytes.appendString(",\"request\":").appendBytes(FhirJson.write(request));
        bytes.appendString(",\"response\":").appendBytes(response(response, version));
        bytes.appendString("}");
    }

    /** Of what was expunged the last version says by whom and why. */
    private static byte[] response(ObjectNode response, Stored version) {
        if (Ownership.EXPUNGED.equals(version.workflow())) {
            response.set("outcome", version.document());
        }
        return FhirJson.write(response);
    }
}
