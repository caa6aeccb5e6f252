package org.yunzhen.hospital.fhir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.yunzhen.mappings.json.FhirJson;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/**
 * A Binary as its own content (R4 section 2.45.5): any content type that is none of FHIR's is taken
 * as what is to be kept, and given back to a reader who asks for none of FHIR's.
 */
final class RawBinary {
    static final String TYPE = "Binary";

    /** Larger content belongs into a store for files, to which a DocumentReference points. */
    static final int BYTES_MAX = 8 * 1024 * 1024;

    /** A media type without parameters (RFC 7231 section 3.1.1.1), and what may follow it. */
    private static final Pattern MEDIA_TYPE =
            Pattern.compile("[\\w!#$&^.+-]{1,64}/[\\w!#$&^.+-]{1,64}(?:; ?[\\w=\"., -]{1,80})?");

    private static final String FHIRS_ALONE = "application/fhir+";
    private static final Pattern FHIR_TYPE =
            Pattern.compile("(?:application/(?:fhir\\+)?|text/)(?:json|xml)");
    private static final Pattern BINARY =
            Pattern.compile("\"resourceType\"\\s*:\\s*\"Binary\"|<(?:[\\w.-]+:)?Binary[\\s/>]");
    private static final Pattern REFERENCE =
            Pattern.compile("[A-Za-z]{1,64}/[A-Za-z0-9.-]{1,64}(?:/_history/[0-9]{1,9})?");

    private RawBinary() {}

    /**
     * Whether a read asks for the content itself: of its accepted types none is FHIR's, and it does
     * not name a format.
     *
     * @param path below the FHIR root
     */
    static boolean isReadOfContent(HttpServerRequest request, String path) {
        return isRead(request, path) && accepted(request).noneMatch(RawBinary::isFhirs);
    }

    /**
     * Whether a read asks for the content if that is JSON or XML by one of the accepted types, and
     * else for the resource: a type that is not FHIR's alone may mean either.
     */
    static boolean isReadOfEither(HttpServerRequest request, String path) {
        return isRead(request, path)
                && accepted(request).anyMatch(RawBinary::isFhirs)
                && accepted(request).noneMatch(type -> type.startsWith(FHIRS_ALONE));
    }

    /** Whether a read names the type of the content among those that it accepts. */
    static boolean isAccepted(HttpServerRequest request, String contentType) {
        return accepted(request).anyMatch(bare(contentType)::equals);
    }

    private static boolean isRead(HttpServerRequest request, String path) {
        boolean get = request.method() == HttpMethod.GET || request.method() == HttpMethod.HEAD;
        return get
                && path.startsWith("/" + TYPE + "/")
                && !path.contains("$")
                && !path.endsWith("/_history")
                && request.getParam("_format") == null;
    }

    private static Stream<String> accepted(HttpServerRequest request) {
        String accept = request.getHeader("Accept");
        return accept == null
                ? Stream.empty()
                : Arrays.stream(accept.split(",", -1)).map(RawBinary::bare);
    }

    /**
     * Whether a body is the content of a Binary that is to be kept: also JSON or XML by a type that
     * is not FHIR's alone, unless it is a Binary itself.
     */
    static boolean isContent(Paths.Target target, String contentType, Buffer body) {
        boolean written = target.kind() == Call.Kind.CREATE || target.kind() == Call.Kind.UPDATE;
        if (!written || !TYPE.equals(target.type()) || contentType == null) {
            return false;
        }
        return !isFhirs(contentType)
                || !bare(contentType).startsWith(FHIRS_ALONE)
                        && body.length() > 0
                        && !BINARY.matcher(body.toString()).find();
    }

    /**
     * The resource that holds the content.
     *
     * @param id of an update, or null
     * @throws RefusedException 400 for headers that cannot be read, 413 for too much
     */
    static ObjectNode document(HttpServerRequest request, String id, Buffer content) {
        String type = request.getHeader("Content-Type");
        if (!isMediaType(type)) {
            throw new RefusedException(Refusal.INVALID_HEADER, "Content-Type");
        }
        if (content.length() > BYTES_MAX) {
            throw new RefusedException(Refusal.PAYLOAD_TOO_LARGE, BYTES_MAX);
        }
        ObjectNode binary = FhirJson.object().put("resourceType", TYPE);
        if (id != null) {
            binary.put("id", id);
        }
        binary.put("contentType", type);
        String context = request.getHeader("X-Security-Context");
        if (context != null) {
            if (!REFERENCE.matcher(context).matches()) {
                throw new RefusedException(Refusal.INVALID_HEADER, "X-Security-Context");
            }
            binary.putObject("securityContext").put("reference", context);
        }
        return binary.put("data", Base64.getEncoder().encodeToString(content.getBytes()));
    }

    /** Whether a text can stand as the {@code Content-Type} of an answer. */
    static boolean isMediaType(String text) {
        return MEDIA_TYPE.matcher(text).matches();
    }

    /** The content that a resource holds; of one without {@code data} nothing. */
    static Buffer content(JsonNode data) {
        return data.isTextual()
                ? Buffer.buffer(Base64.getMimeDecoder().decode(data.textValue()))
                : Buffer.buffer();
    }

    private static boolean isFhirs(String type) {
        return FHIR_TYPE.matcher(bare(type)).matches();
    }

    private static String bare(String type) {
        int parameters = type.indexOf(';');
        String name = parameters < 0 ? type : type.substring(0, parameters);
        return name.strip().toLowerCase(Locale.ROOT);
    }
}
