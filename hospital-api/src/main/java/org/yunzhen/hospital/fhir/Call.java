package org.yunzhen.hospital.fhir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.yunzhen.hospital.access.Action;
import org.yunzhen.hospital.access.Caller;
import org.yunzhen.mappings.code.Language;

/**
 * One interaction or operation that somebody asks for: by HTTP, or as an entry of a Bundle.
 *
 * @param site where and by whom it is asked
 * @param kind what is asked
 * @param type resource type, or null at system level
 * @param id logical id, or null
 * @param version version of a vread, or null
 * @param compartment id of the patient to whose compartment a search is kept, or null
 * @param operation name of the operation without {@code $}, or null
 * @param query search and control parameters in their order
 * @param conditions preconditions and wishes of the headers
 * @param body parsed body, or null
 * @param trace what will stand in the trail
 */
public record Call(
        Site site,
        Kind kind,
        String type,
        String id,
        String version,
        String compartment,
        String operation,
        List<Map.Entry<String, String>> query,
        Conditions conditions,
        JsonNode body,
        Trace trace) {

    /** What can be asked. */
    public enum Kind {
        READ(Action.READ),
        VREAD(Action.READ),
        HISTORY(Action.HISTORY),
        SEARCH(Action.SEARCH),
        /** A search of several types. */
        SEARCH_TYPES(Action.SEARCH),
        CREATE(Action.CREATE),
        UPDATE(Action.UPDATE),
        PATCH(Action.UPDATE),
        DELETE(Action.DELETE),
        OPERATION(Action.OPERATION),
        /** An operation asked by GET: then it must not change anything. */
        OPERATION_BY_GET(Action.OPERATION),
        BUNDLE(Action.OPERATION),
        /** How far an export is, and its manifest. */
        EXPORT_STATUS(Action.READ),
        EXPORT_FILE(Action.READ),
        EXPORT_CANCEL(Action.DELETE),
        METADATA(Action.READ);

        private final Action action;

        Kind(Action action) {
            this.action = action;
        }

        /** What it is to the access table. */
        public Action action() {
            return action;
        }
    }

    /**
     * Where and by whom it is asked.
     *
     * @param base absolute address of the FHIR root, without a slash at its end
     */
    public record Site(
            String tenant, String base, Caller caller, Language language, String requestId) {}

    /**
     * Preconditions and wishes; each null when not given.
     *
     * @param prefer {@code minimal}, {@code representation} or {@code OperationOutcome}
     */
    public record Conditions(
            String ifMatch,
            String ifNoneMatch,
            String ifModifiedSince,
            String ifUnmodifiedSince,
            String ifNoneExist,
            String prefer,
            boolean strict,
            String idempotencyKey) {
        /** Nothing was wished. */
        public static final Conditions NONE =
                new Conditions(null, null, null, null, null, null, false, null);
    }

    /** The same call whose answer is not kept: the operation is idempotent by its nature. */
    Call withoutIdempotencyKey() {
        Conditions kept =
                new Conditions(
                        conditions.ifMatch(),
                        conditions.ifNoneMatch(),
                        conditions.ifModifiedSince(),
                        conditions.ifUnmodifiedSince(),
                        conditions.ifNoneExist(),
                        conditions.prefer(),
                        conditions.strict(),
                        null);
        return new Call(
                site, kind, type, id, version, compartment, operation, query, kept, body, trace);
    }

    /** The same call, concerning a resource of this id. */
    Call withId(String other) {
        return new Call(
                site,
                kind,
                type,
                other,
                version,
                compartment,
                operation,
                query,
                conditions,
                body,
                trace);
    }

    /** A look of the same caller at another resource, with a trace of its own. */
    Call looking(String otherType, String otherId) {
        return reading(site, otherType, otherId);
    }

    /** A read with nothing wished beside. */
    static Call reading(Site site, String type, String id) {
        return new Call(
                site,
                Kind.READ,
                type,
                id,
                null,
                null,
                null,
                List.of(),
                Conditions.NONE,
                null,
                new Trace());
    }

    /** The same call with other inputs. */
    Call withInputs(List<Map.Entry<String, String>> parameters, JsonNode inputs) {
        return new Call(
                site,
                kind,
                type,
                id,
                version,
                compartment,
                operation,
                parameters,
                conditions,
                inputs,
                trace);
    }

    public Caller caller() {
        return site.caller();
    }

    public String tenant() {
        return site.tenant();
    }

    public Language language() {
        return site.language();
    }

    /** The first value of a query parameter, or null. */
    public String parameter(String name) {
        for (Map.Entry<String, String> entry : query) {
            if (entry.getKey().equals(name)) {
                return entry.getValue();
            }
        }
        return null;
    }

    /** The body as a resource; the door has checked that it is one where one is needed. */
    public ObjectNode resource() {
        return (ObjectNode) body;
    }

    /** Absolute address of a resource of this site. */
    public String url(String type, String id) {
        return site.base() + "/" + type + "/" + id;
    }
}
