package org.yunzhen.hospital.fhir;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.buffer.Buffer;
import java.time.OffsetDateTime;
import java.util.function.Supplier;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.mappings.json.FhirJson;

/**
 * What is answered: a status and a document, with the headers that follow from the document.
 *
 * @param stored the version that was read or written, or null
 * @param body bytes of the answer, or null for none
 * @param location whether {@code Location} names the version
 * @param lasting whether the bytes may be compared by ETag later; false for live values
 * @param xml the same as XML, where that is kept ready, or null
 * @param sending how it differs from a document in what is sent, or null
 * @param tag entity tag of what has no versions and still changes, or null
 */
public record Answer(
        int status,
        Stored stored,
        Buffer body,
        boolean location,
        boolean lasting,
        Supplier<Buffer> xml,
        Sending sending,
        String tag) {
    private static final int OK = 200;
    private static final int CREATED = 201;
    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;

    public Answer(int status, Stored stored, Buffer body, boolean location, boolean lasting) {
        this(status, stored, body, location, lasting, null, null, null);
    }

    /** A resource as it is stored. */
    public static Answer of(Stored stored) {
        return new Answer(OK, stored, stored.body(), false, true);
    }

    /** A resource that was made. */
    public static Answer created(Stored stored) {
        return new Answer(CREATED, stored, stored.body(), true, true);
    }

    /** A resource that was changed, or was there already and the caller may not have known of. */
    public static Answer updated(Stored stored) {
        return new Answer(OK, stored, stored.body(), true, true);
    }

    /** A resource that was changed, with what this caller is told beside it. */
    public static Answer updated(Stored stored, JsonNode told) {
        return new Answer(OK, stored, Buffer.buffer(FhirJson.write(told)), true, false);
    }

    /** A document made for this answer: a Bundle, Parameters, an outcome. */
    public static Answer document(int status, JsonNode document) {
        return bytes(status, Buffer.buffer(FhirJson.write(document)));
    }

    /** Bytes made for this answer. */
    public static Answer bytes(int status, Buffer bytes) {
        return new Answer(status, null, bytes, false, false);
    }

    /** Bytes that were made before, in both formats. */
    static Answer prepared(Buffer json, Supplier<Buffer> xml, String tag) {
        return new Answer(OK, null, json, false, true, xml, null, tag);
    }

    /** What is not sent as a document. */
    public static Answer sent(int status, Sending sending) {
        return new Answer(status, null, null, false, false, null, sending, null);
    }

    /** The caller has this version already. */
    public static Answer notModified(Stored stored) {
        return new Answer(NOT_MODIFIED, stored, null, false, true);
    }

    /** The caller has the prepared bytes of this tag already. */
    static Answer notModified(String tag) {
        return new Answer(NOT_MODIFIED, null, null, false, true, null, null, tag);
    }

    /** Done; nothing to say. */
    public static Answer done(Stored stored) {
        return new Answer(NO_CONTENT, stored, null, false, false);
    }

    /** The same with another status. */
    public Answer withStatus(int other) {
        return new Answer(other, stored, body, location, lasting);
    }

    /** The same with other bytes, that say the same. */
    Answer withBody(Buffer other) {
        return new Answer(status, stored, other, location, lasting, null, null, tag);
    }

    /** The same without a body, for {@code Prefer: return=minimal}. */
    public Answer minimal() {
        return new Answer(status, stored, null, location, lasting);
    }

    /** Entity tag, or null when there is neither version nor tag. */
    public String etag() {
        return stored == null ? tag : stored.etag();
    }

    /** When the version was made, or null. */
    public OffsetDateTime lastModified() {
        return stored == null ? null : stored.lastUpdated();
    }
}
