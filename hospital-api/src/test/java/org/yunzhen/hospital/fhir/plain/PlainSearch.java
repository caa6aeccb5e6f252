package org.yunzhen.hospital.fhir.plain;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.RuntimeSearchParam;
import ca.uhn.fhir.fhirpath.IFhirPath;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.hl7.fhir.instance.model.api.IBase;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;

/**
 * Searches a world in memory, resource by resource, by R4's own words: the expression of each
 * parameter evaluated by HAPI's FHIRPath. Slow and without an index, so that nothing can hide.
 */
public final class PlainSearch {
    private static final FhirContext HAPI = FhirContext.forR4Cached();
    private static final IFhirPath PATHS = HAPI.newFhirPath();

    private final Collection<Resource> world;

    public PlainSearch(Collection<Resource> world) {
        this.world = world;
    }

    /** Ids of the resources of a type for which all conditions hold. */
    public Set<String> find(String type, List<Asked> all) {
        return world.stream()
                .filter(resource -> resource.fhirType().equals(type))
                .filter(resource -> all.stream().allMatch(asked -> holds(resource, asked)))
                .map(resource -> resource.getIdElement().getIdPart())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private boolean holds(Resource resource, Asked asked) {
        if (asked instanceof Asked.Chained chained) {
            Set<String> targets = find(chained.type(), List.of(chained.of()));
            return references(resource, chained.reference()).stream()
                    .anyMatch(
                            targets.stream().map(id -> chained.type() + "/" + id).toList()
                                    ::contains);
        }
        if (asked instanceof Asked.Referred referred) {
            String self = resource.fhirType() + "/" + resource.getIdElement().getIdPart();
            return world.stream()
                    .filter(other -> other.fhirType().equals(referred.type()))
                    .filter(other -> references(other, referred.reference()).contains(self))
                    .anyMatch(other -> holds(other, referred.of()));
        }
        return holds(resource, (Asked.Own) asked);
    }

    private static boolean holds(Resource resource, Asked.Own asked) {
        RuntimeSearchParam param = param(resource, asked.code());
        List<IBase> found = values(resource, param);
        if ("missing".equals(asked.modifier())) {
            return found.isEmpty() == asked.values().get(0).equals("true");
        }
        boolean any =
                asked.values().stream()
                        .anyMatch(
                                value ->
                                        found.stream()
                                                .anyMatch(
                                                        base ->
                                                                PlainValues.matches(
                                                                        param.getParamType(),
                                                                        asked.modifier(),
                                                                        base,
                                                                        value)));
        return "not".equals(asked.modifier()) != any;
    }

    private static List<String> references(Resource resource, String code) {
        return values(resource, param(resource, code)).stream()
                .map(base -> ((Reference) base).getReference())
                .toList();
    }

    private static RuntimeSearchParam param(Resource resource, String code) {
        return HAPI.getResourceDefinition(resource).getSearchParam(code);
    }

    private static List<IBase> values(Resource resource, RuntimeSearchParam param) {
        return PATHS.evaluate(resource, param.getPath(), IBase.class);
    }
}
