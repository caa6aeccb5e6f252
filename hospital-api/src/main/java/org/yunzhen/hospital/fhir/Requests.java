package org.yunzhen.hospital.fhir;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.yunzhen.hospital.access.Caller;
import org.yunzhen.hospital.platform.config.YunzhenConfig;
import org.yunzhen.mappings.code.Language;
import org.yunzhen.mappings.json.FhirJson;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/** From an HTTP request to a {@link Call}: what is asked, by whom, under which conditions. */
@ApplicationScoped
class Requests {
    private static final String REQUEST_ID_KEPT = "yunzhen.request-id";
    private static final Set<String> LISTS =
            Set.of(
                    "CodeSystem",
                    "ConceptMap",
                    "ValueSet",
                    "StructureDefinition",
                    "Group",
                    "List",
                    "Bundle");

    private static final Pattern TENANT = Pattern.compile("[a-z][a-z0-9-]{0,31}");
    private static final String CORRELATION_ID = "X-Correlation-Id";
    private static final Pattern SAID_BACK = Pattern.compile("[\\x21-\\x7e]{1,200}");
    private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private final YunzhenConfig config;
    private final Paths paths;

    Requests(YunzhenConfig config, Paths paths) {
        this.config = config;
        this.paths = paths;
    }

    /**
     * The caller's {@code X-Request-Id} where it has a harmless form, else a new one. What the
     * caller calls the request otherwise is said back as {@code X-Correlation-Id} (R4 section
     * 3.1.0.13).
     */
    String requestId(RoutingContext http) {
        String kept = http.get(REQUEST_ID_KEPT);
        if (kept != null) {
            return kept;
        }
        String given = http.request().getHeader("X-Request-Id");
        boolean harmless = given != null && REQUEST_ID.matcher(given).matches();
        String id = harmless ? given : any().toString();
        http.put(REQUEST_ID_KEPT, id);
        String correlation = http.request().getHeader(CORRELATION_ID);
        String other = correlation != null || harmless ? correlation : given;
        if (other != null && SAID_BACK.matcher(other).matches()) {
            http.response().putHeader(CORRELATION_ID, other);
        }
        return id;
    }

    /** One that nobody has to be unable to guess, which would cost more. */
    private static UUID any() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return new UUID(random.nextLong(), random.nextLong());
    }

    /**
     * Reads the request.
     *
     * @throws RefusedException when it is none that this door knows, or the caller belongs to
     *     another tenant
     */
    Call parse(RoutingContext http, String requestId, Caller caller) {
        HttpServerRequest request = http.request();
        List<Map.Entry<String, String>> query = Queries.of(request.query());
        boolean asItIs =
                RawBinary.isReadOfContent(request, fhirPath(http))
                        || fhirPath(http).startsWith("/$export/");
        if (!asItIs) {
            Media.keepWanted(http, query);
        }
        Call.Site site = site(http, requestId, caller);
        if (http.pathParam("tenant") != null && !namesTenant(http)) {
            throw new RefusedException(Refusal.UNKNOWN_PATH);
        }
        Paths.Target target = paths.target(request.method(), fhirPath(http));
        if (!caller.belongsTo(site.tenant())) {
            throw new RefusedException(Refusal.OTHER_TENANT);
        }
        JsonNode body = body(http, target, query);
        if (isSearch(target)) {
            Media.keepWanted(http, query); // a form may name it too
        }
        return new Call(
                site,
                target.kind(),
                target.type(),
                target.id(),
                target.version(),
                target.compartment(),
                target.operation(),
                List.copyOf(query),
                Headers.conditions(request),
                body,
                new Trace());
    }

    /** A call that stands in the trail for a request that could not be read. */
    Call unreadable(RoutingContext http, String requestId, Caller caller) {
        return new Call(
                site(http, requestId, caller),
                http.request().method() == HttpMethod.GET ? Call.Kind.READ : Call.Kind.CREATE,
                null,
                null,
                null,
                null,
                null,
                List.of(),
                Call.Conditions.NONE,
                null,
                new Trace());
    }

    /** Where and by whom a request is made. */
    Call.Site site(RoutingContext http, String requestId, Caller caller) {
        String named = namesTenant(http) ? http.pathParam("tenant") : null;
        String tenant = named == null ? config.homeTenant() : named;
        String root = named == null ? "/fhir" : "/t/" + named + "/fhir";
        String address =
                config.baseUrl().orElseGet(() -> http.request().scheme() + "://" + authority(http));
        return new Call.Site(
                tenant,
                address + root,
                caller,
                Language.preferred(http.request().getHeader("Accept-Language")),
                requestId);
    }

    /** A name no tenant can have must reach neither the trail nor the database. */
    private static boolean namesTenant(RoutingContext http) {
        String named = http.pathParam("tenant");
        return named != null && TENANT.matcher(named).matches();
    }

    private static String authority(RoutingContext http) {
        var authority = http.request().authority();
        return authority == null ? "127.0.0.1" : authority.toString();
    }

    /** The path below the FHIR root. */
    static String fhirPath(RoutingContext http) {
        String path = http.request().path();
        int at = path.indexOf("/fhir");
        return path.substring(at + "/fhir".length());
    }

    private static JsonNode body(
            RoutingContext http, Paths.Target target, List<Map.Entry<String, String>> query) {
        HttpMethod method = http.request().method();
        boolean sends =
                method == HttpMethod.POST || method == HttpMethod.PUT || method == HttpMethod.PATCH;
        if (!sends) {
            return null;
        }
        Buffer bytes = bytes(http);
        String type = http.request().getHeader("Content-Type");
        if (isSearch(target)) {
            Media.checkForm(type);
            query.addAll(Queries.of(bytes.toString()));
            return null;
        }
        boolean empty = bytes.length() == 0;
        if (empty && target.kind() == Call.Kind.OPERATION) {
            return null;
        }
        if (RawBinary.isContent(target, type, bytes)) {
            return RawBinary.document(http.request(), target.id(), bytes);
        }
        boolean patch = target.kind() == Call.Kind.PATCH;
        boolean jsonPatch = patch && Media.isJsonPatch(type);
        Format format = jsonPatch ? Format.JSON : Media.given(type);
        if (empty) {
            throw new RefusedException(Refusal.BODY_MISSING);
        }
        boolean one = isOneResource(target);
        if (one && bytes.length() > Bodies.RESOURCE_BYTES_MAX) {
            throw new RefusedException(Refusal.PAYLOAD_TOO_LARGE, Bodies.RESOURCE_BYTES_MAX);
        }
        int tokensMax = one ? tokensMax(target.type()) : FhirJson.TOKENS_MAX;
        JsonNode parsed = format.parse(bytes.getBytes(), tokensMax);
        return patch ? Patches.checked(parsed, jsonPatch) : resource(parsed, target);
    }

    private static int tokensMax(String type) {
        return LISTS.contains(type) ? FhirJson.LIST_TOKENS_MAX : FhirJson.RECORD_TOKENS_MAX;
    }

    private static Buffer bytes(RoutingContext http) {
        Buffer bytes = Compression.body(http);
        return bytes == null ? Buffer.buffer() : bytes;
    }

    private static boolean isSearch(Paths.Target target) {
        return switch (target.kind()) {
            case SEARCH, SEARCH_TYPES -> true;
            default -> false;
        };
    }

    private static boolean isOneResource(Paths.Target target) {
        return switch (target.kind()) {
            case CREATE, UPDATE, PATCH -> true;
            default -> false;
        };
    }

    private static JsonNode resource(JsonNode body, Paths.Target target) {
        String type = body.path("resourceType").textValue();
        if (!body.isObject() || type == null) {
            throw new RefusedException(Refusal.INVALID_STRUCTURE, "resourceType")
                    .at("resourceType");
        }
        if (isOneResource(target) && !type.equals(target.type())) {
            throw new RefusedException(Refusal.TYPE_MISMATCH, target.type());
        }
        return body;
    }
}
