package org.yunzhen.hospital.fhir;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.json.FhirJson;

/**
 * OperationDefinition of each registered operation, for everybody. Definitions that somebody stored
 * lie beside them: what names none of the registered ones is asked of the store.
 */
@ApplicationScoped
class OperationDefinitions implements Projection {
    private static final String TYPE = "OperationDefinition";
    private static final String ALLOWED_TYPE =
            "http://hl7.org/fhir/StructureDefinition/operationdefinition-allowed-type";

    private final Operations operations;
    private final DefinitionAnswers answers;

    OperationDefinitions(Operations operations, DefinitionAnswers answers) {
        this.operations = operations;
        this.answers = answers;
    }

    @Override
    public Set<String> types() {
        return Set.of(TYPE);
    }

    @Override
    public Uni<Answer> read(Call call, Tx tx) {
        return operations.all().stream()
                .filter(operation -> id(operation).equals(call.id()))
                .findFirst()
                .map(operation -> answers.one(call, of(call, operation).served()))
                .orElseGet(() -> Uni.createFrom().nullItem());
    }

    @Override
    public Uni<Answer> search(Call call, Tx tx) {
        List<OwnDefinition> all =
                operations.all().stream().map(operation -> of(call, operation)).toList();
        return answers.list(call, tx, query -> OwnDefinition.found(all, query));
    }

    private static OwnDefinition of(Call call, Operation operation) {
        return new OwnDefinition(id(operation), () -> definition(call.site().base(), operation));
    }

    /** {@code Type-name}, as CapabilityStatement refers to it. */
    static String id(Operation operation) {
        return operation.type() + "-" + operation.name();
    }

    private static String title(Operation operation) {
        return operation.type() + "/$" + operation.name();
    }

    private static ObjectNode definition(String base, Operation operation) {
        ObjectNode definition = FhirJson.object();
        definition.put("resourceType", TYPE);
        definition.put("id", id(operation));
        definition.put("url", base + "/" + TYPE + "/" + id(operation));
        definition.put("name", name(operation));
        definition.put("title", title(operation));
        definition.put("status", "active");
        definition.put("kind", "operation");
        definition.put("description", operation.description());
        definition.put("affectsState", operation.changes());
        definition.put("code", operation.name());
        definition.putArray("resource").add(operation.type());
        definition.put("system", operation.level().isOnSystem());
        definition.put("type", operation.level().isOnType());
        definition.put("instance", operation.level().isOnInstance());
        ArrayNode parameters = parameters(operation.parameters());
        if (!parameters.isEmpty()) {
            definition.set("parameter", parameters);
        }
        return definition;
    }

    private static ArrayNode parameters(List<Operation.Parameter> declared) {
        ArrayNode parameters = FhirJson.array();
        for (Operation.Parameter parameter : declared) {
            ObjectNode written = parameters.addObject();
            if (parameter.types().size() > 1) {
                ArrayNode allowed = written.putArray("extension");
                parameter
                        .types()
                        .forEach(
                                type ->
                                        allowed.addObject()
                                                .put("url", ALLOWED_TYPE)
                                                .put("valueUri", type));
            }
            written.put("name", parameter.name())
                    .put("use", parameter.use())
                    .put("min", parameter.min())
                    .put("max", parameter.max())
                    .put("documentation", parameter.documentation());
            if (parameter.parts().isEmpty()) {
                boolean one = parameter.types().size() == 1;
                written.put("type", one ? parameter.types().get(0) : "Element");
            } else {
                written.set("part", parameters(parameter.parts()));
            }
        }
        return parameters;
    }

    /** A name that a program can use: {@code PatientWhoLooked}. */
    private static String name(Operation operation) {
        StringBuilder name = new StringBuilder(operation.type());
        for (String part : operation.name().split("-")) {
            name.append(Character.toUpperCase(part.charAt(0))).append(part.substring(1));
        }
        return name.toString();
    }
}
