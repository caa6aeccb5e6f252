package org.yunzhen.hospital.fhir;

import io.quarkus.arc.Arc;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.Paths;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/** Writes the FHIR interactions and each registered operation into the OpenAPI document. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.RUNTIME_PER_REQUEST)
public class OpenApiPaths implements OASFilter {
    private static final String JSON = "application/fhir+json";
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
                "/fhir", path().POST(call("bundle", "transaction or batch", List.of(), true)));
        paths.addPathItem(
                "/fhir/{type}",
                path().GET(call("search", "search of a type", List.of(TYPE), false))
                        .POST(call("create", "create", List.of(TYPE), true)));
        paths.addPathItem(
                "/fhir/{type}/{id}",
                path().GET(call("read", "read", List.of(TYPE, ID), false))
                        .PUT(call("update", "update", List.of(TYPE, ID), true))
                        .DELETE(call("delete", "delete", List.of(TYPE, ID), false)));
        paths.addPathItem(
                "/fhir/{type}/{id}/_history",
                path().GET(call("history", "history of an instance", List.of(TYPE, ID), false)));
        paths.addPathItem(
                "/fhir/{type}/{id}/_history/{version}",
                path().GET(
                                call(
                                        "vread",
                                        "read of a version",
                                        List.of(TYPE, ID, "version"),
                                        false)));
    }

    private static void operation(Paths paths, Operation operation) {
        boolean instance = operation.level() == Operation.Level.INSTANCE;
        String path =
                "/fhir/" + operation.type() + (instance ? "/{id}" : "") + "/$" + operation.name();
        String name = operation.type() + "-" + operation.name();
        List<String> variables = instance ? List.of(ID) : List.of();
        PathItem item = path().POST(call(name, operation.description(), variables, true));
        if (!operation.changes()) {
            item.GET(call(name + "-get", operation.description(), variables, false));
        }
        paths.addPathItem(path, item);
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
        Schema text = OASFactory.createSchema().addType(Schema.SchemaType.STRING);
        return OASFactory.createParameter()
                .name(name)
                .in(Parameter.In.PATH)
                .required(true)
                .schema(text);
    }

    private static Content resource() {
        return OASFactory.createContent()
                .addMediaType(
                        JSON,
                        OASFactory.createMediaType()
                                .schema(
                                        OASFactory.createSchema()
                                                .addType(Schema.SchemaType.OBJECT)));
    }
}
