package org.yunzhen.hospital.fhir;

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
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.parameters.RequestBody;

/** Writes the FHIR interactions and each registered operation into the OpenAPI document. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.RUNTIME_PER_REQUEST)
public class OpenApiPaths implements OASFilter {
    private static final String JSON = Format.JSON.mediaType();
    private static final String ID = "id";
    private static final String TYPE = "type";

    @Override
    public void filterOpenAPI(OpenAPI api) {
        Paths paths = api.getPaths() == null ? OASFactory.createPaths() : api.getPaths();
        interactions(paths);
        Arc.container()
                .instance(Operations.class)
                .get()
                .all()
                .forEach(operation -> operation(paths, operation));
        api.setPaths(paths);
    }

    private static void interactions(Paths paths) {
        paths.addPathItem(
                "/fhir/metadata", path().GET(call("metadata", "capabilities", List.of(), false)));
        paths.addPathItem(
                "/fhir",
                path().GET(call("search-system", "search of several types", List.of(), false))
                        .POST(call("bundle", "transaction or batch", List.of(), true)));
        paths.addPathItem(
                "/fhir/_search",
                path().POST(
                                call(
                                                "search-system-by-post",
                                                "search of several types",
                                                List.of(),
                                                false)
                                        .requestBody(form())));
        paths.addPathItem(
                "/fhir/Patient/{id}/*",
                path().GET(
                                call(
                                        "search-whole-compartment",
                                        "search of a patient's compartment",
                                        List.of(ID),
                                        false)));
        paths.addPathItem(
                "/fhir/{type}",
                path().GET(call("search", "search of a type", List.of(TYPE), false))
                        .POST(call("create", "create", List.of(TYPE), true))
                        .PUT(call("conditional-update", "conditional update", List.of(TYPE), true))
                        .PATCH(
                                call("conditional-patch", "conditional patch", List.of(TYPE), false)
                                        .requestBody(patch()))
                        .DELETE(
                                call(
                                        "conditional-delete",
                                        "conditional delete of one resource",
                                        List.of(TYPE),
                                        false)));
        paths.addPathItem(
                "/fhir/{type}/_search",
                path().POST(
                                call("search-by-post", "search of a type", List.of(TYPE), false)
                                        .requestBody(form())));
        paths.addPathItem(
                "/fhir/Patient/{id}/{type}",
                path().GET(
                                call(
                                        "search-compartment",
                                        "search of a type in a patient's compartment",
                                        List.of(ID, TYPE),
                                        false)));
        paths.addPathItem(
                "/fhir/{type}/{id}",
                path().GET(call("read", "read", List.of(TYPE, ID), false))
                        .PUT(call("update", "update", List.of(TYPE, ID), true))
                        .PATCH(
                                call("patch", "patch", List.of(TYPE, ID), false)
                                        .requestBody(patch()))
                        .DELETE(call("delete", "delete", List.of(TYPE, ID), false)));
        paths.addPathItem(
                "/fhir/{type}/{id}/_history",
                path().GET(call("history", "history of an instance", List.of(TYPE, ID), false)));
        paths.addPathItem(
                "/fhir/{type}/_history",
                path().GET(call("history-type", "history of a type", List.of(TYPE), false)));
        paths.addPathItem(
                "/fhir/_history",
                path().GET(call("history-system", "history of all types", List.of(), false)));
        paths.addPathItem(
                "/fhir/{type}/{id}/_history/{version}",
                path().GET(
                                call(
                                        "vread",
                                        "read of a version",
                                        List.of(TYPE, ID, "version"),
                                        false)));
        exports(paths);
    }

    private static void exports(Paths paths) {
        paths.addPathItem(
                "/fhir/$export/{id}",
                path().GET(
                                call(
                                        "export-status",
                                        "how far a bulk export is, or its manifest",
                                        List.of(ID),
                                        false))
                        .DELETE(call("export-cancel", "end of a bulk export", List.of(ID), false)));
        paths.addPathItem(
                "/fhir/$export/{id}/{number}",
                path().GET(
                                call(
                                        "export-file",
                                        "file of a bulk export, as application/fhir+ndjson",
                                        List.of(ID, "number"),
                                        false)));
    }

    private static void operation(Paths paths, Operation operation) {
        String name = OperationDefinitions.id(operation);
        boolean any = operation.type().equals(Operation.ANY_TYPE);
        String type = any ? "{type}" : operation.type();
        List<String> variables = new ArrayList<>(any ? List.of(TYPE) : List.of());
        if (operation.level().isOnSystem()) {
            path(paths, operation, "/fhir", name + "-system", List.of());
        }
        if (operation.level().isOnType()) {
            path(paths, operation, "/fhir/" + type, name, variables);
        }
        if (operation.level().isOnInstance()) {
            variables.add(ID);
            String also = operation.level().isOnType() ? "-instance" : "";
            path(paths, operation, "/fhir/" + type + "/{id}", name + also, variables);
        }
    }

    private static void path(
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

    private static Schema text() {
        return OASFactory.createSchema().addType(Schema.SchemaType.STRING);
    }

    private static Schema object() {
        return OASFactory.createSchema().addType(Schema.SchemaType.OBJECT);
    }

    private static PathItem path() {
        return OASFactory.createPathItem();
    }

    private static org.eclipse.microprofile.openapi.models.Operation call(
            String id, String summary, List<String> variables, boolean withBody) {
        var call = OASFactory.createOperation().operationId(id).summary(summary).addTag("FHIR");
        variables.forEach(name -> call.addParameter(variable(name)));
        if (withBody) {
            call.requestBody(OASFactory.createRequestBody().content(resource()));
        }
        return call.responses(
                OASFactory.createAPIResponses()
                        .addAPIResponse(
                                "2XX",
                                OASFactory.createAPIResponse()
                                        .description("Done")
                                        .content(resource()))
                        .addAPIResponse(
                                "4XX",
                                OASFactory.createAPIResponse()
                                        .description("Refused: OperationOutcome")
                                        .content(resource())));
    }

    private static Parameter variable(String name) {
        return OASFactory.createParameter()
                .name(name)
                .in(Parameter.In.PATH)
                .required(true)
                .schema(text());
    }

    /** The parameters of a search, as a form. */
    private static RequestBody form() {
        return OASFactory.createRequestBody()
                .content(
                        OASFactory.createContent()
                                .addMediaType(
                                        "application/x-www-form-urlencoded",
                                        OASFactory.createMediaType().schema(object())));
    }

    /** A JSON Patch, or a FHIRPath Patch as Parameters. */
    private static RequestBody patch() {
        Schema operations =
                OASFactory.createSchema().addType(Schema.SchemaType.ARRAY).items(object());
        return OASFactory.createRequestBody()
                .required(true)
                .content(
                        resource()
                                .addMediaType(
                                        "application/json-patch+json",
                                        OASFactory.createMediaType().schema(operations)));
    }

    private static Content resource() {
        return OASFactory.createContent()
                .addMediaType(JSON, OASFactory.createMediaType().schema(object()))
                .addMediaType(
                        Format.XML.mediaType(), OASFactory.createMediaType().schema(object()));
    }
}
