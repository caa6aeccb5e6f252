package org.yunzhen.mappings.index;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.yunzhen.mappings.definition.Definitions;
import org.yunzhen.mappings.definition.OwnAddresses;
import org.yunzhen.mappings.definition.RelativeReference;
import org.yunzhen.mappings.definition.SearchParam;
import org.yunzhen.mappings.definition.SearchPath;

/**
 * Reads from a resource the values of all search parameters of its type, the patients it concerns
 * and the resources it refers to. Only reads; what a value does not say is left out, never guessed.
 * Immutable, thread-safe, without I/O.
 */
public final class IndexExtractor {
    private static final String PATIENT = "Patient";

    private final Map<String, Plan> plans = new ConcurrentHashMap<>();
    private final Definitions definitions;

    /** What is to be read from the resources of one type. */
    private record Plan(List<SearchParam> params, Set<String> compartmentCodes) {}

    public IndexExtractor(Definitions definitions) {
        this.definitions = definitions;
    }

    private Plan planOf(String type) {
        return new Plan(
                definitions.searchParams(type),
                definitions.patientCompartment(type).stream()
                        .map(SearchParam::code)
                        .collect(Collectors.toUnmodifiableSet()));
    }

    /**
     * Extracts the entries of a resource that the validator has accepted. Composite and special
     * parameters, and those without an expression ({@code _text}, {@code _content}, {@code
     * _query}), yield nothing yet.
     *
     * @throws IllegalArgumentException if the object is no R4 resource
     */
    public IndexEntries extract(ObjectNode resource) {
        return extract(resource, AddedParams.NONE, OwnAddresses.NONE);
    }

    /**
     * The same, with the values of the parameters that a tenant has added, and with references
     * below its own addresses as if they were relative.
     */
    public IndexEntries extract(ObjectNode resource, AddedParams added, OwnAddresses own) {
        String type = resource.path("resourceType").asText();
        if (!definitions.isResourceType(type)) {
            throw new IllegalArgumentException("no R4 resource type: " + type);
        }
        Plan plan = plans.computeIfAbsent(type, this::planOf);
        Set<IndexValue> written = new LinkedHashSet<>();
        Set<String> present = new TreeSet<>();
        addValues(plan.params(), resource, written, present);
        addValues(added.params(), resource, written, present);
        Set<IndexValue> values = local(written, own);
        return new IndexEntries(
                List.copyOf(values),
                Collections.unmodifiableSet(present),
                patients(plan, resource, values),
                new ReferenceWalk(definitions, own).references(resource),
                added.generation());
    }

    private static void addValues(
            List<SearchParam> params,
            ObjectNode resource,
            Set<IndexValue> values,
            Set<String> present) {
        for (SearchParam param : params) {
            if (addValues(param, param.paths(), resource, values)) {
                present.add(param.key());
            }
        }
    }

    /** Whether the parameter finds anything, of which nothing may be searchable. */
    static boolean addValues(
            SearchParam param, List<SearchPath> paths, JsonNode resource, Set<IndexValue> values) {
        ValueReader reader = ValueReader.of(param.kind());
        boolean asksTruth = false;
        boolean isTrue = false;
        boolean present = false;
        for (SearchPath path : paths) {
            if (path.truth()) {
                asksTruth = true;
                isTrue |= PathWalk.find(path, resource).stream().anyMatch(IndexExtractor::isTrue);
            } else if (reader != null) {
                for (JsonNode found : PathWalk.find(path, resource)) {
                    int before = values.size();
                    reader.read(param, path, found, values);
                    // what a reference leads to is told by its value alone
                    present |= path.resolvesTo() == null || values.size() > before;
                }
            }
        }
        if (asksTruth) {
            values.add(new IndexValue.Token(param.key(), null, String.valueOf(isTrue), null));
        }
        return present || asksTruth;
    }

    private static Set<IndexValue> local(Set<IndexValue> values, OwnAddresses own) {
        boolean asTheyAre =
                values.stream()
                        .noneMatch(v -> v instanceof IndexValue.Ref ref && ref.url() != null);
        if (asTheyAre) {
            return values;
        }
        return values.stream()
                .map(value -> value instanceof IndexValue.Ref ref ? local(ref, own) : value)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static IndexValue.Ref local(IndexValue.Ref ref, OwnAddresses own) {
        String local = ref.url() == null ? null : own.local(ref.url());
        if (local == null || local.equals(ref.url())) {
            return ref;
        }
        RelativeReference relative = RelativeReference.parse(local);
        return relative == null
                ? new IndexValue.Ref(
                        ref.param(),
                        ref.type(),
                        null,
                        local,
                        ref.identifierSystem(),
                        ref.identifierValue())
                : new IndexValue.Ref(
                        ref.param(),
                        relative.type(),
                        relative.id(),
                        null,
                        ref.identifierSystem(),
                        ref.identifierValue());
    }

    private static boolean isTrue(JsonNode found) {
        return !found.isBoolean() || found.booleanValue();
    }

    private Set<String> patients(Plan plan, ObjectNode resource, Set<IndexValue> values) {
        Set<String> patients = new TreeSet<>();
        for (IndexValue value : values) {
            if (value instanceof IndexValue.Ref ref
                    && ref.id() != null
                    && PATIENT.equals(ref.type())
                    && plan.compartmentCodes().contains(ref.param())) {
                patients.add(ref.id());
            }
        }
        boolean isPatient = PATIENT.equals(resource.path("resourceType").textValue());
        if (isPatient && resource.path("id").isTextual()) {
            patients.add(resource.path("id").textValue());
        }
        return Collections.unmodifiableSet(patients);
    }
}
