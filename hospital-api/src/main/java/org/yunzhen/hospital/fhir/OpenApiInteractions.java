package org.yunzhen.hospital.fhir;

import static org.yunzhen.hospital.fhir.OpenApiParts.call;
import static org.yunzhen.hospital.fhir.OpenApiParts.form;
import static org.yunzhen.hospital.fhir.OpenApiParts.patch;
import static org.yunzhen.hospital.fhir.OpenApiParts.path;

import java.util.List;
import org.eclipse.microprofile.openapi.models.Paths;

/** The interactions of FHIR in the OpenAPI document. */
final class OpenApiInteractions {
    private static final String ID = "id";
    private static final String TYPE = "type";

    private OpenApiInteractions() {}

    /** Adds them. */
    static void add(Paths paths) {
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
                "/fhir/Patient/{id}/_search",
                path().POST(
                                call(
                                                "search-whole-compartment-by-post",
                                                "search of a patient's compartment",
                                                List.of(ID),
                                                false)
                                        .requestBody(form())));
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
                "/fhir/Patient/{id}/{type}/_search",
                path().POST(
                                call(
                                                "search-compartment-by-post",
                                                "search of a type in a patient's compartment",
                                                List.of(ID, TYPE),
                                                false)
                                        .requestBody(form())));
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
}
