package org.yunzhen.hospital.fhir;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.definition.Published;
import org.yunzhen.mappings.identifier.Naming;
import org.yunzhen.mappings.identifier.Systems;
import org.yunzhen.mappings.json.FhirJson;

/**
 * ImplementationGuide of this service, for everybody: all definitions of its own that it serves,
 * and the guides it builds on. Those that somebody stored lie beside it.
 */
@ApplicationScoped
class ImplementationGuides implements Projection {
    private static final String TYPE = "ImplementationGuide";
    private static final String ID = "yunzhen";

    /** Its canonical address. */
    static final String URL = Systems.BASE + TYPE + "/" + ID;

    private static final String TITLE = "云诊实施指南 Yunzhen implementation guide";
    private static final String FHIR_ROOT = "(/t/[^/]+)?/fhir$";

    /**
     * A guide of HL7's.
     *
     * @param name what it is called in its address and its package
     */
    private record Foundation(String name, String version) {
        private String packageId() {
            return "hl7.fhir.uv." + name;
        }

        private String url() {
            return "http://hl7.org/fhir/uv/" + name + "/" + TYPE + "/" + packageId();
        }
    }

    private static final List<Foundation> FOUNDATIONS =
            List.of(
                    new Foundation("subscriptions-backport", "1.1.0"),
                    new Foundation("bulkdata", "2.0.0"),
                    new Foundation("ips", "2.0.0"));

    private final Operations operations;
    private final DefinitionAnswers answers;

    ImplementationGuides(Operations operations, DefinitionAnswers answers) {
        this.operations = operations;
        this.answers = answers;
    }

    @Override
    public Set<String> types() {
        return Set.of(TYPE);
    }

    @Override
    public Uni<Answer> read(Call call, Tx tx) {
        return ID.equals(call.id())
                ? answers.one(call, definition(call).served())
                : Uni.createFrom().nullItem();
    }

    @Override
    public Uni<Answer> search(Call call, Tx tx) {
        List<OwnDefinition> all = List.of(definition(call));
        return answers.list(call, tx, query -> OwnDefinition.found(all, query));
    }

    private OwnDefinition definition(Call call) {
        return new OwnDefinition(ID, () -> guide(call.site().base(), Published.r4()));
    }

    private ObjectNode guide(String base, Published r4) {
        ObjectNode guide = FhirJson.object().put("resourceType", TYPE).put("id", ID);
        guide.put("url", URL).put("version", Software.VERSION).put("name", Software.NAME);
        guide.put("title", TITLE).put("status", "active");
        guide.put("date", Software.PUBLISHED).put("publisher", Software.NAME);
        guide.put("packageId", ID).put("license", "Apache-2.0");
        guide.putArray("fhirVersion").add("4.0.1");
        ArrayNode foundations = guide.putArray("dependsOn");
        FOUNDATIONS.forEach(
                one ->
                        foundations
                                .addObject()
                                .put("uri", one.url())
                                .put("packageId", one.packageId())
                                .put("version", one.version()));
        ObjectNode definition = guide.putObject("definition");
        ArrayNode resources = definition.putArray("resource");
        r4.own().forEach(one -> add(resources, one.type() + "/" + one.id(), one.name()));
        operations.all().forEach(one -> add(resources, one));
        Naming.ALL.forEach(one -> add(resources, "NamingSystem/" + one.id(), one.name()));
        definition
                .putObject("page")
                .put("nameUrl", base.replaceFirst(FHIR_ROOT, "") + "/guide/index.md")
                .put("title", Software.NAME)
                .put("generation", "markdown");
        return guide;
    }

    private static void add(ArrayNode resources, Operation operation) {
        String id = OperationDefinitions.id(operation);
        String title = operation.type() + "/$" + operation.name();
        add(resources, "OperationDefinition/" + id, title);
    }

    private static void add(ArrayNode resources, String reference, String name) {
        ObjectNode resource = resources.addObject();
        resource.putObject("reference").put("reference", reference);
        resource.put("name", name).put("exampleBoolean", false);
    }
}
