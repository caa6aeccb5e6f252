package org.yunzhen.hospital.fhir;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.yunzhen.hospital.fhir.DefinitionList.Definition;
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
    private static final Set<String> FOUND_BY =
            DefinitionTexts.foundByThemAnd("_id", "kind", "status", "value");

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
                .map(naming -> answers.one(call, of(naming)))
                .orElseGet(() -> Uni.createFrom().nullItem());
    }

    @Override
    public Uni<Answer> search(Call call, Tx tx) {
        List<Definition> found =
                Naming.ALL.stream()
                        .filter(naming -> matches(call, naming))
                        .map(NamingSystems::of)
                        .sorted(Comparator.comparing(Definition::id))
                        .toList();
        return answers.list(call, tx, FOUND_BY, found);
    }

    private static Definition of(Naming naming) {
        return new Definition(naming.id(), () -> FhirJson.write(resource(naming)));
    }

    private static boolean matches(Call call, Naming naming) {
        return call.query().stream().allMatch(given -> matches(given, naming));
    }

    private static boolean matches(Map.Entry<String, String> given, Naming naming) {
        String value = given.getValue();
        return switch (given.getKey()) {
            case "_id" -> List.of(value.split(",", -1)).contains(naming.id());
            case "value" -> value.equals(naming.value());
            case "kind" -> value.equals(kind(naming));
            case "status" -> value.equals("active");
            default ->
                    ResultParameters.NAMES.contains(given.getKey()) || texts(naming).matches(given);
        };
    }

    private static DefinitionTexts texts(Naming naming) {
        return new DefinitionTexts(naming.name(), "", Software.NAME, "", Software.PUBLISHED);
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
