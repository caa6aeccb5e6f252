package org.yunzhen.validator;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.context.support.IValidationSupport;
import ca.uhn.fhir.context.support.ValidationSupportContext;
import ca.uhn.fhir.parser.DataFormatException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.MetadataResource;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.hl7.fhir.r4.model.ValueSet;

/**
 * Definitions that came with the question; what is known neither here nor to R4 is noted. Those of
 * R4 are found here too when they are named with a version, which HAPI does not look for.
 */
final class GivenDefinitions implements IValidationSupport {
    private final FhirContext r4;
    private final DefaultProfileValidationSupport published;
    private final Map<String, MetadataResource> byKey = new HashMap<>();
    private final Set<String> missing = new TreeSet<>();
    private Set<String> absent = Set.of();

    GivenDefinitions(
            FhirContext r4,
            DefaultProfileValidationSupport published,
            Map<String, String> definitions) {
        this.r4 = r4;
        this.published = published;
        definitions.forEach(this::keep);
    }

    private void keep(String key, String json) {
        try {
            if (r4.newJsonParser().parseResource(json) instanceof MetadataResource definition) {
                byKey.put(key, definition);
            }
        } catch (DataFormatException unreadable) {
            // what cannot be read as a definition defines nothing
        }
    }

    /** A new question begins. */
    void asking(Set<String> unknownToAll) {
        missing.clear();
        absent = unknownToAll;
    }

    /** What this question lacked, as {@code Type|url} or {@code Type|url|version}. */
    Set<String> missing() {
        return Set.copyOf(missing);
    }

    @Override
    public FhirContext getFhirContext() {
        return r4;
    }

    @Override
    public IBaseResource fetchStructureDefinition(String url) {
        return find(StructureDefinition.class, url);
    }

    @Override
    public IBaseResource fetchValueSet(String url) {
        return find(ValueSet.class, url);
    }

    @Override
    public IBaseResource fetchCodeSystem(String url) {
        return find(CodeSystem.class, url);
    }

    @Override
    public <T extends IBaseResource> T fetchResource(Class<T> type, String url) {
        boolean kept =
                type == StructureDefinition.class
                        || type == ValueSet.class
                        || type == CodeSystem.class;
        return kept ? find(type, url) : null;
    }

    @Override
    public boolean isCodeSystemSupported(ValidationSupportContext context, String url) {
        return byKey.containsKey(key("CodeSystem", url));
    }

    @Override
    public boolean isValueSetSupported(ValidationSupportContext context, String url) {
        return byKey.containsKey(key("ValueSet", url));
    }

    private <T extends IBaseResource> T find(Class<T> type, String canonical) {
        if (canonical == null || canonical.isBlank()) {
            return null;
        }
        int bar = canonical.indexOf('|');
        String url = bar < 0 ? canonical : canonical.substring(0, bar);
        T ofR4 = published.fetchResource(type, url);
        if (ofR4 != null) {
            return ofR4;
        }
        String key = key(type.getSimpleName(), canonical);
        if (byKey.containsKey(key)) {
            return type.cast(byKey.get(key));
        }
        if (!absent.contains(key)) {
            missing.add(key);
        }
        return null;
    }

    private static String key(String type, String canonical) {
        return type + "|" + canonical;
    }
}
