package org.yunzhen.bench.floor;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The floor: reads by key, inserts one row durably, searches by patient and code; no token, no
 * routing, no JSON. Each event loop has its own pipelined clients: few connections for reads, more
 * for inserts, since PostgreSQL commits in groups only across connections.
 *
 * <p>Started by {@link FloorProcess}, it prints one line with its port, and ends when its standard
 * input does, so that it never outlives the benchmark.
 */
public final class FloorServer extends AbstractVerticle {
    /** Environment variable with the database's URI: not an argument, which others could read. */
    static final String DATABASE_VARIABLE = "YUNZHEN_BENCH_DATABASE";

    static final String READY = "floor listens on ";

    private static final String PREFIX = "/fhir/Observation";
    private static final AtomicLong NEXT_ID = new AtomicLong(System.currentTimeMillis() << 20);
    private static final Buffer BUNDLE_START =
            Buffer.buffer("{\"resourceType\":\"Bundle\",\"type\":\"searchset\",\"entry\":[");
    private static final Buffer ENTRY_START = Buffer.buffer("{\"resource\":");

    private final FloorSettings settings;
    private SqlClient reads;
    private SqlClient writes;

    private FloorServer(FloorSettings settings) {
        this.settings = settings;
    }

    /** Arguments: event loops, read connections and write connections per loop. */
    public static void main(String[] args) throws IOException {
        FloorSettings settings = FloorSettings.of(args);
        Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
        vertx.deployVerticle(
                        () -> new FloorServer(settings),
                        new DeploymentOptions().setInstances(settings.loops()))
                .onFailure(
                        failure -> {
                            System.err.println("the floor does not start: " + failure);
                            Runtime.getRuntime().halt(1);
                        });
        while (System.in.read() >= 0) {
            // whatever the parent says is ignored; its end is ours
        }
        Runtime.getRuntime().halt(0);
    }

    @Override
    public void start(Promise<Void> started) {
        reads = client(settings.readConnections());
        writes = client(settings.writeConnections());
        vertx.createHttpServer(new HttpServerOptions().setTcpNoDelay(true))
                .requestHandler(this::handle)
                .listen(settings.port(), "127.0.0.1")
                .onSuccess(server -> System.out.println(READY + server.actualPort()))
                .<Void>mapEmpty()
                .onComplete(started);
    }

    private SqlClient client(int connections) {
        PgConnectOptions options =
                PgConnectOptions.fromUri(System.getenv(DATABASE_VARIABLE))
                        .setCachePreparedStatements(true)
                        .setPipeliningLimit(settings.pipelining());
        return PgBuilder.client()
                .with(new PoolOptions().setMaxSize(connections))
                .connectingTo(options)
                .using(vertx)
                .build();
    }

    private void handle(HttpServerRequest request) {
        String path = request.path();
        if (!path.startsWith(PREFIX)) {
            request.response().setStatusCode(404).end();
        } else if (path.length() > PREFIX.length()) {
            read(request, path.substring(PREFIX.length() + 1));
        } else if (request.method().name().equals("POST")) {
            request.body().onSuccess(body -> insert(request, body));
        } else {
            search(request);
        }
    }

    private void read(HttpServerRequest request, String id) {
        reads.preparedQuery(FloorDatabase.READ)
                .execute(Tuple.of("Observation", id))
                .onSuccess(rows -> answerRead(request, rows))
                .onFailure(failure -> answerFailure(request, failure));
    }

    private static void answerRead(HttpServerRequest request, RowSet<Row> rows) {
        if (rows.size() == 0) {
            request.response().setStatusCode(404).end();
        } else {
            answer(request, 200).end(rows.iterator().next().getBuffer(0));
        }
    }

    private void insert(HttpServerRequest request, Buffer body) {
        String id = Long.toHexString(NEXT_ID.getAndIncrement());
        writes.preparedQuery(FloorDatabase.INSERT)
                .execute(Tuple.of("Observation", id, body))
                .onSuccess(
                        done -> answer(request, 201).putHeader("Location", PREFIX + "/" + id).end())
                .onFailure(failure -> answerFailure(request, failure));
    }

    private void search(HttpServerRequest request) {
        String patient = request.getParam("patient");
        String code = request.getParam("code");
        reads.preparedQuery(FloorDatabase.SEARCH)
                .execute(Tuple.of(patient, code))
                .onSuccess(rows -> answer(request, 200).end(bundle(rows)))
                .onFailure(failure -> answerFailure(request, failure));
    }

    private static Buffer bundle(RowSet<Row> rows) {
        Buffer bundle = Buffer.buffer(256 + rows.size() * 2048).appendBuffer(BUNDLE_START);
        boolean first = true;
        for (Row row : rows) {
            if (!first) {
                bundle.appendByte((byte) ',');
            }
            first = false;
            bundle.appendBuffer(ENTRY_START).appendBuffer(row.getBuffer(0)).appendByte((byte) '}');
        }
        return bundle.appendString("]}");
    }

    private static HttpServerResponse answer(HttpServerRequest request, int status) {
        return request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/fhir+json");
    }

    private static void answerFailure(HttpServerRequest request, Throwable failure) {
        request.response().setStatusCode(500).end(String.valueOf(failure.getMessage()));
    }
}
