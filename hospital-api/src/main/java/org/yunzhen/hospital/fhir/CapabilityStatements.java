package org.yunzhen.hospital.fhir;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.yunzhen.hospital.store.Parameters;
import org.yunzhen.mappings.definition.Definitions;
import org.yunzhen.mappings.definition.SearchParam;
import org.yunzhen.mappings.definition.SearchParam.Kind;
import org.yunzhen.mappings.json.FhirJson;

/** Makes the CapabilityStatement (R4 section 5.2) of what is really registered. */
@ApplicationScoped
class CapabilityStatements {
    private static final List<String> INTERACTIONS =
            List.of(
                    "read",
                    "vread",
                    "update",
                    "patch",
                    "delete",
                    "history-instance",
                    "history-type",
                    "create",
                    "search-type");
    private static final List<String> SYSTEM_INTERACTIONS =
            List.of("transaction", "batch", "search-system", "history-system");
    private static final String DOCUMENTATION =
            "Paths of a FHIRPath Patch: elements by name, [n], first(), last(), ofType(), extension()"
                    + " and where() with comparisons by = joined by and; others are refused as"
                    + " not-supported. A patch may be conditional. In a Bundle a JSON Patch is a Binary."
                    + " A search parameter that a tenant has added is listed when its index is"
                    + " complete.";

    private final Operations operations;
    private final Projections projections;

    CapabilityStatements(Operations operations, Projections projections) {
        this.operations = operations;
        this.projections = projections;
    }

    /** The statement of a tenant's address, with what can be searched by there now. */
    ObjectNode statement(String base, Parameters parameters) {
        ObjectNode statement = FhirJson.object();
        statement.put("resourceType", "CapabilityStatement");
        statement.put("status", "active");
        statement.put("date", "2026-11-24");
        statement.put("publisher", "Yunzhen");
        statement.put("kind", "instance");
        Software.nameIn(statement);
        statement.putObject("implementation").put("description", "Yunzhen (云诊)").put("url", base);
        statement.put("fhirVersion", "4.0.1");
        statement
                .putArray("format")
                .add("json")
                .add("xml")
                .add(Format.JSON.mediaType())
                .add(Format.XML.mediaType());
        statement
                .putArray("patchFormat")
                .add("application/json-patch+json")
                .add(Format.JSON.mediaType())
                .add(Format.XML.mediaType());
        statement.putArray("implementationGuide").add(ImplementationGuides.URL);
        ObjectNode rest = statement.putArray("rest").addObject();
        rest.put("mode", "server");
        rest.put("documentation", DOCUMENTATION);
        rest.putObject("security")
                .put("cors", true)
                .put("description", "OAuth 2.0 bearer tokens; denied unless a rule allows");
        ArrayNode resources = rest.putArray("resource");
        Definitions.r4()
                .resourceTypes()
                .forEach(
                        type ->
                                projections
                                        .searchedOnlyBy(type)
                                        .ifPresentOrElse(
                                                by -> made(base, resources.addObject(), type, by),
                                                () ->
                                                        resource(
                                                                base,
                                                                resources.addObject(),
                                                                type,
                                                                parameters.all(type))));
        ArrayNode interactions = rest.putArray("interaction");
        SYSTEM_INTERACTIONS.forEach(code -> interactions.addObject().put("code", code));
        ArrayNode common = rest.putArray("searchParam");
        Definitions.r4().commonSearchParams().stream()
                .filter(CapabilityStatements::isServed)
                .forEach(param -> searchParam(common, param));
        ArrayNode everywhere = FhirJson.array();
        operations.all().stream()
                .filter(operation -> operation.level().isOnSystem())
                .forEach(operation -> everywhere.add(stated(base, operation)));
        if (!everywhere.isEmpty()) {
            rest.set("operation", everywhere);
        }
        rest.putArray("compartment").add("http://hl7.org/fhir/CompartmentDefinition/patient");
        return statement;
    }

    /** A type of which nothing is stored: it is read, searched, and a resource of it judged. */
    private void made(String base, ObjectNode resource, String type, Set<String> searchedBy) {
        resource.put("type", type);
        ArrayNode interactions = resource.putArray("interaction");
        List.of("read", "search-type").forEach(code -> interactions.addObject().put("code", code));
        ArrayNode params = resource.putArray("searchParam");
        Definitions.r4().searchParams(type).stream()
                .filter(param -> searchedBy.contains(param.code()))
                .forEach(param -> searchParam(params, param));
        ArrayNode judged = resource.putArray("operation");
        operations.all().stream()
                .filter(operation -> operation instanceof ValidateOperation)
                .forEach(operation -> judged.add(stated(base, operation)));
    }

    private void resource(
            String base, ObjectNode resource, String type, List<SearchParam> searchedBy) {
        if (type.equals("Subscription")) {
            SubscriptionTopic.state(resource);
        }
        resource.put("type", type);
        ArrayNode interactions = resource.putArray("interaction");
        INTERACTIONS.forEach(code -> interactions.addObject().put("code", code));
        resource.put("versioning", "versioned-update");
        resource.put("readHistory", true);
        resource.put("updateCreate", true);
        resource.put("conditionalCreate", true);
        resource.put("conditionalRead", "full-support");
        resource.put("conditionalUpdate", true);
        resource.put("conditionalDelete", "single");
        ArrayNode include = FhirJson.array();
        ArrayNode params = FhirJson.array();
        for (SearchParam param : searchedBy) {
            if (param.kind() == Kind.REFERENCE) {
                include.add(type + ":" + param.code());
            }
            if (isServed(param)) {
                searchParam(params, param);
            }
        }
        if (!include.isEmpty()) {
            include.insert(0, "*").insert(1, type + ":*");
            resource.set("searchInclude", include);
        }
        resource.set("searchParam", params);
        operationsOf(base, resource, type);
    }

    private static void searchParam(ArrayNode params, SearchParam param) {
        params.addObject()
                .put("name", param.code())
                .put("definition", param.definitionUrl())
                .put("type", param.kind().name().toLowerCase(Locale.ROOT));
    }

    private static boolean isServed(SearchParam param) {
        return param.kind() != Kind.SPECIAL && !param.paths().isEmpty();
    }

    private void operationsOf(String base, ObjectNode resource, String type) {
        ArrayNode list = FhirJson.array();
        for (Operation operation : operations.all()) {
            if (operation.appliesTo(type)) {
                list.add(stated(base, operation));
            }
        }
        if (!list.isEmpty()) {
            resource.set("operation", list);
        }
    }

    private static ObjectNode stated(String base, Operation operation) {
        return FhirJson.object()
                .put("name", operation.name())
                .put(
                        "definition",
                        base + "/OperationDefinition/" + OperationDefinitions.id(operation))
                .put("documentation", operation.description());
    }
}
