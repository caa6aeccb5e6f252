package org.yunzhen.hospital.fhir;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.yunzhen.hospital.store.Parameters;
import org.yunzhen.hospital.store.TenantParameters;
import org.yunzhen.hospital.store.Tx;

/**
 * {@code capabilities} (R4 section 3.1.0.15): what is really registered, made once per address,
 * again when the tenant's search parameters have changed, and sent as prepared bytes.
 */
@ApplicationScoped
class MetadataInteraction implements Interaction {
    private static final int STATEMENTS_MAX = 16;

    private final CapabilityStatements statements;
    private final TenantParameters parameters;
    private final Operations operations;
    private final Publications publications;
    private final Map<String, Prepared> prepared = new ConcurrentHashMap<>();

    /** By tag. */
    private final Map<String, Buffer> preparedXml = new ConcurrentHashMap<>();

    MetadataInteraction(
            CapabilityStatements statements,
            TenantParameters parameters,
            Operations operations,
            Publications publications) {
        this.statements = statements;
        this.parameters = parameters;
        this.operations = operations;
        this.publications = publications;
    }

    /**
     * What is sent, and the tag that changes with it.
     *
     * @param madeOf the parameters that it lists; with others it is made anew
     */
    private record Prepared(Parameters madeOf, Buffer json, String tag) {
        static Prepared of(Parameters madeOf, ObjectNode statement) {
            Buffer json = Format.JSON.write(statement);
            UUID digest = UUID.nameUUIDFromBytes(json.getBytes());
            return new Prepared(madeOf, json, "W/\"" + digest + "\"");
        }
    }

    @Override
    public Call.Kind kind() {
        return Call.Kind.METADATA;
    }

    @Override
    public Uni<Answer> run(Call call, Tx tx) {
        call.trace().allowedBy("definitions");
        if (prepared.size() > STATEMENTS_MAX || preparedXml.size() > STATEMENTS_MAX) {
            prepared.clear();
            preparedXml.clear();
        }
        String base = call.site().base();
        if ("terminology".equals(call.parameter("mode"))) {
            return publications.ask(
                    r4 ->
                            prepared(
                                    call,
                                    "terminology " + base,
                                    Parameters.R4,
                                    () -> TerminologyStatement.of(base, operations, r4)));
        }
        Parameters now = parameters.of(call.tenant());
        return Uni.createFrom()
                .item(() -> prepared(call, base, now, () -> statements.statement(base, now)));
    }

    private Answer prepared(Call call, String key, Parameters now, Supplier<ObjectNode> statement) {
        Prepared found =
                prepared.compute(
                        key,
                        (same, before) ->
                                before != null && before.madeOf() == now
                                        ? before
                                        : Prepared.of(now, statement.get()));
        if (Freshness.isKnown(call.conditions(), found.tag())) {
            return Answer.notModified(found.tag());
        }
        return Answer.prepared(
                found.json(),
                () ->
                        preparedXml.computeIfAbsent(
                                found.tag(), absent -> Format.XML.write(statement.get())),
                found.tag());
    }
}
