package org.yunzhen.hospital.fhir;

import java.util.List;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.parameters.RequestBody;

/** What the calls of the OpenAPI document are made of. */
final class OpenApiParts {
    private OpenApiParts() {}

    static Schema text() {
        return OASFactory.createSchema().addType(Schema.SchemaType.STRING);
    }

    static Schema object() {
        return OASFactory.createSchema().addType(Schema.SchemaType.OBJECT);
    }

    static PathItem path() {
        return OASFactory.createPathItem();
    }

    static Operation call(String id, String summary, List<String> variables, boolean withBody) {
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

    static Parameter variable(String name) {
        return OASFactory.createParameter()
                .name(name)
                .in(Parameter.In.PATH)
                .required(true)
                .schema(text());
    }

    /** The parameters of a search, as a form. */
    static RequestBody form() {
        return OASFactory.createRequestBody()
                .content(
                        OASFactory.createContent()
                                .addMediaType(
                                        "application/x-www-form-urlencoded",
                                        OASFactory.createMediaType().schema(object())));
    }

    /** A JSON Patch, or a FHIRPath Patch as Parameters. */
    static RequestBody patch() {
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

    static Content resource() {
        return OASFactory.createContent()
                .addMediaType(
                        Format.JSON.mediaType(), OASFactory.createMediaType().schema(object()))
                .addMediaType(
                        Format.XML.mediaType(), OASFactory.createMediaType().schema(object()));
    }
}
