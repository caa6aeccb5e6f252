package org.yunzhen.hospital.fhir;

import static org.yunzhen.hospital.fhir.OpenApiParts.call;
import static org.yunzhen.hospital.fhir.OpenApiParts.object;
import static org.yunzhen.hospital.fhir.OpenApiParts.path;
import static org.yunzhen.hospital.fhir.OpenApiParts.text;

import io.quarkus.arc.Arc;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.Paths;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.parameters.RequestBody;

/** Writes the interactions and each registered operation into the OpenAPI document. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.RUNTIME_PER_REQUEST)
public class OpenApiPaths implements OASFilter {
    private static final String JSON = Format.JSON.mediaType();
    private static final String ID = "id";
    private static final String TYPE = "type";

    @Override
    public void filterOpenAPI(OpenAPI api) {
        Paths paths = api.getPaths() == null ? OASFactory.createPaths() : api.getPaths();
        OpenApiInteractions.add(paths);
        Arc.container()
                .instance(Operations.class)
                .get()
                .all()
                .forEach(operation -> operation(paths, operation));
        api.setPaths(paths);
    }

    private static void operation(Paths paths, Operation operation) {
        String name = OperationDefinitions.id(operation);
        boolean any = operation.type().equals(Operation.ANY_TYPE);
        String type = any ? "{type}" : operation.type();
        List<String> variables = new ArrayList<>(any ? List.of(TYPE) : List.of());
        if (operation.level().isOnSystem()) {
            add(paths, operation, "/fhir", name + "-system", List.of());
        }
        if (operation.level().isOnType()) {
            add(paths, operation, "/fhir/" + type, name, variables);
        }
        if (operation.level().isOnInstance()) {
            variables.add(ID);
            String also = operation.level().isOnType() ? "-instance" : "";
            add(paths, operation, "/fhir/" + type + "/{id}", name + also, variables);
        }
    }

    private static void add(
            Paths paths, Operation operation, String of, String name, List<String> variables) {
        String path = of + "/$" + operation.name();
        PathItem item =
                path().POST(
                                call(name, operation.description(), variables, false)
                                        .requestBody(inputs(operation)));
        if (!operation.changes()) {
            var get = call(name + "-get", operation.description(), variables, false);
            declared(operation).stream()
                    .filter(Operation.Parameter::isPrimitive)
                    .forEach(parameter -> get.addParameter(query(parameter)));
            item.GET(get);
        }
        paths.addPathItem(path, item);
    }

    private static List<Operation.Parameter> declared(Operation operation) {
        return operation.parameters().stream().filter(p -> p.use().equals("in")).toList();
    }

    /** The Parameters resource that an operation takes; what each means is said in words. */
    private static RequestBody inputs(Operation operation) {
        List<Operation.Parameter> declared = declared(operation);
        Schema kind = text().enumeration(List.of("Parameters"));
        Schema name = text();
        declared.forEach(parameter -> name.addEnumeration(parameter.name()));
        Schema one =
                object().addProperty("name", name)
                        .description(
                                declared.stream()
                                        .map(OpenApiPaths::line)
                                        .collect(Collectors.joining("\n")));
        Schema inputs = object().addProperty("resourceType", kind).addRequired("resourceType");
        if (!declared.isEmpty()) {
            inputs.addProperty(
                    "parameter",
                    OASFactory.createSchema().addType(Schema.SchemaType.ARRAY).items(one));
        }
        Object example = OpenApiExamples.of(declared);
        return OASFactory.createRequestBody()
                .required(declared.stream().anyMatch(parameter -> parameter.min() > 0))
                .content(
                        OASFactory.createContent()
                                .addMediaType(
                                        JSON,
                                        OASFactory.createMediaType()
                                                .schema(inputs)
                                                .example(example)));
    }

    /** As in {@code - patient (Reference, 1..1): Whose appointment it is}. */
    private static String line(Operation.Parameter parameter) {
        String parts =
                parameter.parts().stream()
                        .map(Operation.Parameter::name)
                        .collect(Collectors.joining(", "));
        String type = parts.isEmpty() ? String.join(" or ", parameter.types()) : "parts " + parts;
        return "- %s (%s, %d..%s): %s"
                .formatted(
                        parameter.name(),
                        type,
                        parameter.min(),
                        parameter.max(),
                        parameter.documentation());
    }

    private static Parameter query(Operation.Parameter parameter) {
        return OASFactory.createParameter()
                .name(parameter.name())
                .in(Parameter.In.QUERY)
                .required(parameter.min() > 0)
                .description(parameter.documentation())
                .schema(
                        parameter.repeats()
                                ? OASFactory.createSchema()
                                        .addType(Schema.SchemaType.ARRAY)
                                        .items(text())
                                : text());
    }
}
