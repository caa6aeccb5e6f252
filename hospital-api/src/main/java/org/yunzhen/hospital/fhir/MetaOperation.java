package org.yunzhen.hospital.fhir;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.yunzhen.hospital.access.Role;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.json.FhirJson;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/** {@code $meta} (R4 operation Resource-meta): whoever may read a resource reads its labels. */
@ApplicationScoped
class MetaOperation implements Operation {
    private final ReadInteraction read;
    private final MetaInUse inUse;

    MetaOperation(ReadInteraction read, MetaInUse inUse) {
        this.read = read;
        this.inUse = inUse;
    }

    @Override
    public String type() {
        return ANY_TYPE;
    }

    @Override
    public String name() {
        return "meta";
    }

    @Override
    public Level level() {
        return Level.EVERYWHERE;
    }

    @Override
    public Set<Role> callers() {
        return EnumSet.allOf(Role.class);
    }

    @Override
    public boolean changes() {
        return false;
    }

    @Override
    public String description() {
        return "Profiles, tags and security labels of a resource, with its version; or those that are"
                + " in use by any resource of a type, or of the system, that the caller may see.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.result("Meta", "The meta of the resource."));
    }

    @Override
    public Uni<Answer> run(Call call, Tx tx) {
        return call.id() == null
                ? inUse.of(call, tx).map(MetaOperation::answer)
                : read.visible(call, tx).map(MetaOperation::answer);
    }

    private static Answer answer(Stored stored) {
        return answer(FhirJson.property(living(stored).body().getBytes(), "meta"));
    }

    /**
     * @throws RefusedException 410 when it was deleted
     */
    static Stored living(Stored stored) {
        if (stored.deleted()) {
            throw new RefusedException(Refusal.GONE, stored.type(), stored.id());
        }
        return stored;
    }

    /** A Meta as an operation answers with it. */
    static Answer answer(JsonNode meta) {
        var parameters = FhirJson.object().put("resourceType", "Parameters");
        parameters.putArray("parameter").addObject().put("name", "return").set("valueMeta", meta);
        return Answer.document(200, parameters);
    }
}
