package org.yunzhen.hospital.fhir;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.definition.Definitions;
import org.yunzhen.mappings.definition.SearchParam;
import org.yunzhen.mappings.definition.SearchParam.Kind;
import org.yunzhen.mappings.json.FhirJson;

/**
 * {@code capabilities} (R4 section 3.1.0.15): what is really registered, made once per address and
 * sent as prepared bytes.
 */
@ApplicationScoped
class MetadataInteraction implements Interaction {
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
                    + " Search parameters that a tenant has added are not listed here:"
                    + " GET SearchParameter?base=Patient finds those of Patient.";
    private static final int ADDRESSES_MAX = 16;

    private final Operations operations;
    private final Publications publications;
    private final Projections projections;
    private final Map<String, Prepared> prepared = new ConcurrentHashMap<>();
    private final Map<String, Buffer> preparedXml = new ConcurrentHashMap<>();

    MetadataInteraction(Operations operations, Publications publications, Projections projections) {
        this.operations = operations;
        this.publications = publications;
        this.projections = projections;
    }

    /** What is sent, and the tag that changes with it. */
    private record Prepared(Buffer json, String tag) {
        static Prepared of(ObjectNode statement) {
            Buffer json = Format.JSON.write(statement);
            UUID digest = UUID.nameUUIDFromBytes(json.getBytes());
            return new Prepared(json, "W/\"" + digest + "\"");
        }
    }

    @Override
    public Call.Kind kind() {
        return Call.Kind.METADATA;
    }

    @Override
    public Uni<Answer> run(Call call, Tx tx) {
        call.trace().allowedBy("definitions");
        if (prepared.size() > ADDRESSES_MAX) {
            prepared.clear();
            preparedXml.clear();
        }
        String base = call.site().base();
        return "terminology".equals(call.parameter("mode"))
                ? publications.ask(
                        r4 ->
                                prepared(
                                        call,
                                        "terminology " + base,
                                        () -> TerminologyStatement.of(base, operations, r4)))
                : Uni.createFrom().item(() -> prepared(call, base, () -> statement(base)));
    }

    private Answer prepared(Call call, String key, Supplier<ObjectNode> statement) {
        Prepared found = prepared.computeIfAbsent(key, absent -> Prepared.of(statement.get()));
        if (Freshness.isKnown(call.conditions(), found.tag())) {
            return Answer.notModified(found.tag());
        }
        return Answer.prepared(
                found.json(),
                () -> preparedXml.computeIfAbsent(key, absent -> Format.XML.write(statement.get())),
                found.tag());
    }

    private ObjectNode statement(String base) {
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
                                                () -> resource(base, resources.addObject(), type)));
        ArrayNode interactions = rest.putArray("interaction");
        SYSTEM_INTERACTIONS.forEach(code -> interactions.addObject().put("code", code));
        ArrayNode common = rest.putArray("searchParam");
        Definitions.r4().commonSearchParams().stream()
                .filter(MetadataInteraction::isServed)
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

    private void resource(String base, ObjectNode resource, String type) {
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
        for (SearchParam param : Definitions.r4().searchParams(type)) {
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
