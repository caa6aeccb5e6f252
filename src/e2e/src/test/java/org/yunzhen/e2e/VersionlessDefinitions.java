package org.yunzhen.e2e;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.IValidationSupport;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import org.hl7.fhir.instance.model.api.IBaseResource;

/**
 * Finds a definition that is named with its version, as the profiles of the International Patient
 * Summary name all of theirs, where HAPI keeps it without.
 */
final class VersionlessDefinitions implements IValidationSupport {
    private final FhirContext context;
    private final List<IValidationSupport> sources;

    VersionlessDefinitions(FhirContext context, List<IValidationSupport> sources) {
        this.context = context;
        this.sources = sources;
    }

    @Override
    public FhirContext getFhirContext() {
        return context;
    }

    @Override
    public IBaseResource fetchStructureDefinition(String url) {
        return find(url, (source, bare) -> source.fetchStructureDefinition(bare));
    }

    @Override
    public IBaseResource fetchValueSet(String url) {
        return find(url, (source, bare) -> source.fetchValueSet(bare));
    }

    @Override
    public <T extends IBaseResource> T fetchResource(Class<T> type, String url) {
        return find(url, (source, bare) -> source.fetchResource(type, bare));
    }

    private <T> T find(String url, BiFunction<IValidationSupport, String, T> by) {
        int bar = url == null ? -1 : url.indexOf('|');
        if (bar < 0) {
            return null;
        }
        String bare = url.substring(0, bar);
        return sources.stream()
                .map(source -> by.apply(source, bare))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }
}
