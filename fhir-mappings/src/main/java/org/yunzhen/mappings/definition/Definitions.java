package org.yunzhen.mappings.definition;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The definitions of FHIR R4 (4.0.1): structures, required codes, search parameters and the patient
 * compartment. The build compiles them from the published files; the first call of {@link #r4()}
 * maps them into memory. Immutable and free of I/O afterwards.
 */
public final class Definitions {
    private static final String OF_ALL_RESOURCES = "Resource";

    private final Map<String, Structure> structures;
    private final SortedMap<String, Structure> resources = new TreeMap<>();
    private final Map<String, SortedMap<String, SearchParam>> params = new TreeMap<>();
    private final Map<String, List<SearchParam>> patientCompartment = new TreeMap<>();

    Definitions(CompactReader compiled) {
        structures = compiled.structures();
        for (Structure structure : structures.values()) {
            if (structure.isResource()) {
                resources.put(structure.name(), structure);
                params.put(structure.name(), paramsOf(structure, compiled.params()));
            }
        }
        compiled.patientCompartment()
                .forEach(
                        (type, codes) ->
                                patientCompartment.put(
                                        type, codes.stream().map(params.get(type)::get).toList()));
    }

    private static SortedMap<String, SearchParam> paramsOf(
            Structure type, Map<String, List<SearchParam>> compiled) {
        SortedMap<String, SearchParam> byCode = new TreeMap<>();
        compiled.get(OF_ALL_RESOURCES).forEach(param -> byCode.put(param.code(), param));
        if (type.element("text") != null) {
            compiled.get("DomainResource").forEach(param -> byCode.put(param.code(), param));
        }
        compiled.getOrDefault(type.name(), List.of())
                .forEach(param -> byCode.put(param.code(), param));
        return byCode;
    }

    private static final class Lazy {
        private static final Definitions R4 = new Definitions(CompactReader.load("r4.bin"));
    }

    /** The definitions of R4, mapped at the first call. */
    public static Definitions r4() {
        return Lazy.R4;
    }

    /** Whether a resource of this type can exist; false for the abstract Resource. */
    public boolean isResourceType(String name) {
        return resources.containsKey(name);
    }

    /** The names of all concrete resource types, sorted. */
    public Collection<String> resourceTypes() {
        return Collections.unmodifiableSet(resources.keySet());
    }

    /**
     * The structure of a resource ({@code Patient}), a data type ({@code HumanName}, {@code
     * string}) or a backbone element ({@code Patient.contact}).
     *
     * @return null if R4 has none of that name
     */
    public Structure structure(String name) {
        return structures.get(name);
    }

    /**
     * A search parameter of a resource type, those of all resources ({@code _id}, {@code
     * _lastUpdated}, {@code _tag} …) included.
     *
     * @return null if R4 has none of that code
     */
    public SearchParam searchParam(String type, String code) {
        Map<String, SearchParam> ofType = params.get(type);
        return ofType == null ? null : ofType.get(code);
    }

    /** All search parameters of a resource type, sorted by code; empty for an unknown type. */
    public List<SearchParam> searchParams(String type) {
        Map<String, SearchParam> ofType = params.get(type);
        return ofType == null ? List.of() : List.copyOf(ofType.values());
    }

    /**
     * The search parameters by which a resource of this type stands in a patient's compartment;
     * empty if the type is not in that compartment. Patient's own is {@code link}.
     */
    public List<SearchParam> patientCompartment(String type) {
        return patientCompartment.getOrDefault(type, List.of());
    }
}
