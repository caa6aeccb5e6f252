package org.yunzhen.hospital.fhir;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.identifier.Naming;
import org.yunzhen.mappings.json.FhirJson;

/**
 * NamingSystem of each system that identifiers and codes of this hospital bear, for everybody.
 * Those that somebody stored lie beside them.
 */
@ApplicationScoped
class NamingSystems implements Projection {
    private static final String TYPE = "NamingSystem";

    private final DefinitionAnswers answers;

    NamingSystems(DefinitionAnswers answers) {
        this.answers = answers;
    }

    @Override
    public Set<String> types() {
        return Set.of(TYPE);
    }

    @Override
    public Uni<Answer> read(Call call, Tx tx) {
        return Naming.ALL.stream()
                .filter(naming -> naming.id().equals(call.id()))
                .findFirst()
                .map(naming -> answers.one(call, of(naming).served()))
                .orElseGet(() -> Uni.createFrom().nullItem());
    }

    @Override
    public Uni<Answer> search(Call call, Tx tx) {
        List<OwnDefinition> all = Naming.ALL.stream().map(NamingSystems::of).toList();
        return answers.list(call, tx, query -> OwnDefinition.found(all, query));
    }

    private static OwnDefinition of(Naming naming) {
        return new OwnDefinition(naming.id(), () -> resource(naming));
    }

    private static ObjectNode resource(Naming naming) {
        ObjectNode resource = FhirJson.object().put("resourceType", TYPE).put("id", naming.id());
        resource.put("name", naming.name()).put("status", "active").put("kind", kind(naming));
        resource.put("date", Software.PUBLISHED).put("publisher", Software.NAME);
        resource.putArray("uniqueId")
                .addObject()
                .put("type", naming.isOid() ? "oid" : "uri")
                .put("value", naming.value())
                .put("preferred", true);
        return resource;
    }

    private static String kind(Naming naming) {
        return naming.kind().name().toLowerCase(Locale.ROOT);
    }
}
