package org.yunzhen.hospital.fhir;

import com.fasterxml.jackson.databind.node.ArrayNode;
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
    private static final Set<String> CONTROLS = Set.of("_count", "_format", "_pretty", "_total");

    @Override
    public Set<String> types() {
        return Set.of(TYPE);
    }

    @Override
    public Uni<Answer> read(Call call, Tx tx) {
        return Uni.createFrom()
                .item(
                        Naming.ALL.stream()
                                .filter(naming -> naming.id().equals(call.id()))
                                .findFirst()
                                .map(naming -> served(call, resource(naming)))
                                .orElse(null));
    }

    @Override
    public Uni<Answer> search(Call call, Tx tx) {
        List<Naming> found = Naming.ALL.stream().filter(naming -> matches(call, naming)).toList();
        return Uni.createFrom().item(found.isEmpty() ? null : served(call, bundle(call, found)));
    }

    private static Answer served(Call call, ObjectNode document) {
        call.trace().allowedBy("definitions");
        return Answer.document(200, document);
    }

    private static boolean matches(Call call, Naming naming) {
        return call.query().stream()
                .allMatch(given -> matches(given.getKey(), given.getValue(), naming));
    }

    private static boolean matches(String parameter, String value, Naming naming) {
        String name = naming.name().toLowerCase(Locale.ROOT);
        return switch (parameter) {
            case "_id" -> List.of(value.split(",", -1)).contains(naming.id());
            case "value" -> value.equals(naming.value());
            case "name" -> name.startsWith(value.toLowerCase(Locale.ROOT));
            case "kind" -> value.equals(kind(naming));
            case "status" -> value.equals("active");
            default -> CONTROLS.contains(parameter);
        };
    }

    private static ObjectNode bundle(Call call, List<Naming> found) {
        ObjectNode bundle = FhirJson.object().put("resourceType", "Bundle");
        bundle.put("type", "searchset").put("total", found.size());
        ArrayNode entries = bundle.putArray("entry");
        for (Naming naming : found) {
            ObjectNode entry = entries.addObject();
            entry.put("fullUrl", call.url(TYPE, naming.id()));
            entry.set("resource", resource(naming));
            entry.putObject("search").put("mode", "match");
        }
        return bundle;
    }

    private static ObjectNode resource(Naming naming) {
        ObjectNode resource = FhirJson.object().put("resourceType", TYPE).put("id", naming.id());
        resource.put("name", naming.name()).put("status", "active").put("kind", kind(naming));
        resource.put("date", "2026-11-28").put("publisher", Software.NAME);
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
