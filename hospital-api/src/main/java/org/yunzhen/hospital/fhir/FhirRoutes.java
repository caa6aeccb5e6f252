package org.yunzhen.hospital.fhir;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import org.yunzhen.hospital.access.Caller;
import org.yunzhen.hospital.access.Tokens;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/**
 * The one door: every FHIR interaction and operation of every tenant comes through here. A call
 * once begun is not abandoned when the caller hangs up.
 */
@ApplicationScoped
class FhirRoutes {
    private static final int BAD_REQUEST = 400;

    private final Tokens tokens;
    private final Requests requests;
    private final Interactions interactions;
    private final Commands commands;
    private final Rendering rendering;
    private final BinaryContent contents;
    private final Layout layout;
    private final Compression compression;
    private final LargeBodies largeBodies;
    private final Bodies bodies = new Bodies();
    private final PlainReads plainReads;
    private final Inside inside;

    FhirRoutes(
            Tokens tokens,
            Requests requests,
            Interactions interactions,
            Commands commands,
            Rendering rendering,
            BinaryContent contents,
            Layout layout,
            Compression compression,
            LargeBodies largeBodies,
            PlainReads plainReads,
            Inside inside) {
        this.tokens = tokens;
        this.requests = requests;
        this.interactions = interactions;
        this.commands = commands;
        this.rendering = rendering;
        this.contents = contents;
        this.layout = layout;
        this.compression = compression;
        this.largeBodies = largeBodies;
        this.plainReads = plainReads;
        this.inside = inside;
    }

    void register(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE).handler(this::refuseUnlessReadable);
        for (String root : new String[] {"/fhir", "/t/:tenant/fhir"}) {
            for (String path : new String[] {root, root + "/*"}) {
                router.route(path)
                        .method(HttpMethod.POST)
                        .method(HttpMethod.PUT)
                        .method(HttpMethod.PATCH)
                        .handler(bodies::read);
                router.route(path).handler(this::handle).failureHandler(this::failed);
            }
        }
    }

    private void handle(RoutingContext http) {
        String requestId = requests.requestId(http);
        Optional<Call> read = plainReads.call(http, requestId);
        Optional<Refusal> shut = inside.enter(http, requestId);
        if (shut.isPresent()) {
            Responses.refuse(http, requestId, new RefusedException(shut.get()));
            return;
        }
        bodies.serve(http);
        read.map(plain -> answered(http, plain))
                .orElseGet(() -> serve(http, requestId))
                .onTermination()
                .invoke(() -> leave(http))
                .subscribe()
                .with(nothing -> {}, failure -> refuse(http, requestId, failure));
    }

    private void leave(RoutingContext http) {
        bodies.release(http);
        inside.leave(http);
    }

    private Uni<Void> serve(RoutingContext http, String requestId) {
        return tokens.caller(http.request().getHeader("Authorization"))
                .onFailure(RefusedException.class)
                .recoverWithUni(refused -> unread(http, requestId, Caller.ANONYMOUS, refused))
                .chain(caller -> serve(http, requestId, caller));
    }

    private Uni<Void> serve(RoutingContext http, String requestId, Caller caller) {
        return Uni.createFrom()
                .item(() -> compression.bytesMax(http))
                .chain(
                        bytesMax ->
                                largeBodies.inTurn(
                                        http,
                                        bytesMax,
                                        () -> compression.unpacked(http),
                                        () -> served(http, requestId, caller)))
                .onFailure(RefusedException.class)
                .recoverWithUni(refused -> unread(http, requestId, caller, refused));
    }

    private Uni<Void> served(RoutingContext http, String requestId, Caller caller) {
        return parsed(http, requestId, caller)
                .onItemOrFailure()
                .transformToUni(
                        (call, failure) ->
                                failure == null
                                        ? answered(http, call)
                                        : refused(
                                                http,
                                                requests.unreadable(http, requestId, caller),
                                                failure));
    }

    private Uni<Void> answered(RoutingContext http, Call call) {
        return Uni.createFrom()
                .deferred(() -> interactions.serve(call))
                .chain(answer -> send(http, call, ReturnPreference.applied(call, answer)))
                .onFailure()
                .recoverWithUni(failure -> refused(http, call, failure));
    }

    private Uni<Void> refused(RoutingContext http, Call call, Throwable failure) {
        String requestId = call.site().requestId();
        RefusedException refused = Failures.asRefusal(failure, requestId);
        return commands.refused(call, refused)
                .invoke(() -> Responses.refuse(http, requestId, refused));
    }

    private Uni<Call> parsed(RoutingContext http, String requestId, Caller caller) {
        Buffer body = Compression.body(http);
        boolean large = body != null && body.length() > LargeBodies.ON_EVENT_LOOP_BYTES_MAX;
        Uni<Call> parsed =
                large
                        ? largeBodies.work(() -> requests.parse(http, requestId, caller))
                        : Uni.createFrom().item(() -> requests.parse(http, requestId, caller));
        return parsed.invoke(() -> Compression.letGo(http));
    }

    private Uni<Void> send(RoutingContext http, Call call, Answer answer) {
        return contents.mayBeAskedFor(http, answer)
                ? contents.sent(http, call, answer)
                        .chain(
                                sent ->
                                        sent
                                                ? Uni.createFrom().voidItem()
                                                : sendDocument(http, call, answer))
                : sendDocument(http, call, answer);
    }

    private Uni<Void> sendDocument(RoutingContext http, Call call, Answer answer) {
        if (answer.sending() != null) {
            Sending sending = compression.packed(http, answer.sending());
            return Streams.send(http, call, answer, sending);
        }
        Format format = Media.wanted(http).format();
        if (format == Format.JSON && !Layout.isWished(call) && Compression.isSmall(answer)) {
            // most answers: the steps below would change nothing, and each costs a link of a chain
            Responses.send(http, call, answer);
            return Uni.createFrom().voidItem();
        }
        return layout.of(call, answer, format)
                .chain(laidOut -> rendering.in(format, call, laidOut))
                .chain(rendered -> compression.packed(http, rendered))
                .invoke(packed -> Responses.send(http, call, packed))
                .replaceWithVoid();
    }

    /** Puts into the trail that the caller is refused before what is asked has been read. */
    private <T> Uni<T> unread(
            RoutingContext http, String requestId, Caller caller, Throwable failure) {
        RefusedException refused = (RefusedException) failure;
        return commands.refused(requests.unreadable(http, requestId, caller), refused)
                .chain(() -> Uni.createFrom().failure(refused));
    }

    /**
     * An address that cannot be decoded would lead to no route, and be answered by nobody; a body
     * far too large would be answered without a reason.
     */
    private void refuseUnlessReadable(RoutingContext http) {
        String path = http.request().path();
        boolean ours = path != null && (path.startsWith("/fhir") || path.startsWith("/t/"));
        if (ours && !Queries.isDecodable(http.request().uri())) {
            failed(http, new RefusedException(Refusal.MALFORMED_REQUEST));
        } else if (ours && Bodies.isDeclaredTooLarge(http)) {
            bodies.stopReading(http);
            failed(http, new RefusedException(Refusal.PAYLOAD_TOO_LARGE, Bodies.limit(http)));
        } else {
            http.next();
        }
    }

    /** Failures before the call was read: no room for a body, an address that cannot be decoded. */
    private void failed(RoutingContext http) {
        RefusedException refused =
                http.statusCode() == BAD_REQUEST
                        ? new RefusedException(Refusal.MALFORMED_REQUEST)
                        : Failures.asRefusal(http.failure(), requests.requestId(http));
        failed(http, refused);
    }

    private void failed(RoutingContext http, RefusedException refused) {
        String requestId = requests.requestId(http);
        if (Bodies.isBroken(http)) {
            // the server drops the connection next: only what is flushed before is heard
            Responses.refuse(http, requestId, refused);
            http.request().connection().close();
        }
        commands.refused(requests.unreadable(http, requestId, Caller.ANONYMOUS), refused)
                .subscribe()
                .with(
                        nothing -> Responses.refuse(http, requestId, refused),
                        failure -> refuse(http, requestId, failure));
    }

    private static void refuse(RoutingContext http, String requestId, Throwable failure) {
        Responses.refuse(http, requestId, Failures.asRefusal(failure, requestId));
    }
}
