package org.yunzhen.hospital.fhir;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.yunzhen.hospital.access.Tokens;
import org.yunzhen.hospital.store.Ids;
import org.yunzhen.hospital.store.ResourceTypes;
import org.yunzhen.mappings.refusal.RefusedException;

/**
 * Recognizes the request that most are: {@code GET /fhir/Type/id} by a token that is known, for
 * JSON, with no wish beside. What {@link Requests} and the steps before it would find out is plain
 * then, and they cost more than the read; whatever is not plain is left to them.
 */
@ApplicationScoped
class PlainReads {
    private static final String ROOT = "/fhir/";
    private static final List<String> WISHES =
            List.of("If-None-Match", "If-Modified-Since", "Idempotency-Key");

    private final Tokens tokens;
    private final Requests requests;
    private final ResourceTypes types;

    PlainReads(Tokens tokens, Requests requests, ResourceTypes types) {
        this.tokens = tokens;
        this.requests = requests;
        this.types = types;
    }

    /** The call, if it is such a read. */
    Optional<Call> call(RoutingContext http, String requestId) {
        HttpServerRequest request = http.request();
        String address = request.uri();
        int slash = address.indexOf('/', ROOT.length());
        if (request.method() != HttpMethod.GET || !address.startsWith(ROOT) || slash < 0) {
            return Optional.empty();
        }
        String type = address.substring(ROOT.length(), slash);
        String id = address.substring(slash + 1);
        boolean plain =
                types.isKnown(type)
                        && Ids.isValid(id)
                        && !type.equals(RawBinary.TYPE)
                        && WISHES.stream().noneMatch(request.headers()::contains)
                        && isForJson(http);
        return plain ? known(http, requestId, type, id) : Optional.empty();
    }

    private Optional<Call> known(RoutingContext http, String requestId, String type, String id) {
        return tokens.known(http.request().getHeader("Authorization"))
                .map(caller -> requests.site(http, requestId, caller))
                .filter(site -> site.caller().belongsTo(site.tenant()))
                .map(site -> Call.reading(site, type, id));
    }

    private static boolean isForJson(RoutingContext http) {
        try {
            Media.keepWanted(http, List.of());
            return Media.wanted(http).format() == Format.JSON;
        } catch (RefusedException notAcceptable) {
            return false;
        }
    }
}
