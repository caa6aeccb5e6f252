package org.yunzhen.mappings.definition;

import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The definitions of FHIR R4 (4.0.1): structures, required codes, search parameters and the patient
 * compartment. The build compiles them from the published files; the first call of {@link #r4()}
 * maps them into memory. Immutable and free of I/O afterwards.
 */
public final class Definitions {
    private final CompactFile compiled;
    private final Set<String> resourceTypes;
    private final Map<String, NavigableMap<String, SearchParam>> params = new ConcurrentHashMap<>();

    private Definitions(CompactFile compiled) {
        this.compiled = compiled;
        resourceTypes = Collections.unmodifiableSet(new LinkedHashSet<>(compiled.resourceTypes()));
    }

    private static final class Lazy {
        private static final Definitions R4 = new Definitions(CompactFile.load("r4.bin"));
    }

    /** The definitions of R4, mapped at the first call. */
    public static Definitions r4() {
        return Lazy.R4;
    }

    /** Whether a resource of this type can exist; false for the abstract Resource. */
    public boolean isResourceType(String name) {
        return resourceTypes.contains(name);
    }

    /** The names of all concrete resource types, sorted. */
    public Collection<String> resourceTypes() {
        return resourceTypes;
    }

    /**
     * The structure of a resource ({@code Patient}), a data type ({@code HumanName}, {@code
     * string}) or a backbone element ({@code Patient.contact}).
     *
     * @return null if R4 has none of that name
     */
    public Structure structure(String name) {
        return compiled.structure(name);
    }

    /**
     * A search parameter of a resource type, those of all resources ({@code _id}, {@code
     * _lastUpdated}, {@code _tag} …) included.
     *
     * @return null if R4 has none of that code
     */
    public SearchParam searchParam(String type, String code) {
        return params(type).get(code);
    }

    /** All search parameters of a resource type, sorted by code; empty for an unknown type. */
    public List<SearchParam> searchParams(String type) {
        return List.copyOf(params(type).values());
    }

    /** The search parameters that every resource type has, sorted by code. */
    public List<SearchParam> commonSearchParams() {
        return compiled.params("Resource").stream()
                .sorted(Comparator.comparing(SearchParam::code))
                .toList();
    }

    /**
     * The search parameters by which a resource of this type stands in a patient's compartment;
     * empty if the type is not in that compartment. Patient's own is {@code link}.
     */
    public List<SearchParam> patientCompartment(String type) {
        return compiled.patientCompartment(type).stream().map(params(type)::get).toList();
    }

    private NavigableMap<String, SearchParam> params(String type) {
        return isResourceType(type)
                ? params.computeIfAbsent(type, this::collectParams)
                : Collections.emptyNavigableMap();
    }

    /** Its own, and those of the abstract types it specialises. */
    private NavigableMap<String, SearchParam> collectParams(String type) {
        boolean domain = structure(type).element("text") != null;
        List<String> bases =
                domain ? List.of("Resource", "DomainResource", type) : List.of("Resource", type);
        NavigableMap<String, SearchParam> byCode = new TreeMap<>();
        for (String base : bases) {
            compiled.params(base).forEach(param -> byCode.put(param.code(), param));
        }
        SearchParam phonetic = byCode.get(OwnSearchParams.PHONETIC);
        if (phonetic != null) {
            byCode.put(OwnSearchParams.PINYIN, OwnSearchParams.pinyin(phonetic));
        }
        return byCode;
    }
}
