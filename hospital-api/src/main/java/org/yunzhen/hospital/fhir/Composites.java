package org.yunzhen.hospital.fhir;

import java.util.ArrayList;
import java.util.List;
import org.yunzhen.hospital.store.Criterion;
import org.yunzhen.hospital.store.Parameters;
import org.yunzhen.mappings.definition.OwnSearchParams;
import org.yunzhen.mappings.definition.SearchParam;
import org.yunzhen.mappings.definition.SearchParam.Component;
import org.yunzhen.mappings.definition.SearchParam.Kind;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/**
 * Composite parameters (R4 section 3.1.1.4.15): the index finds what has each part, the document
 * tells whether one component has them all. Where the composite starts at the resource itself there
 * is but one, and the index suffices.
 */
public final class Composites {
    /** A condition of one part as its own parameter makes it. */
    interface Part {
        Criterion of(SearchParam param, String value);
    }

    private Composites() {}

    /**
     * Whether a part's values can be told apart where they stand: at the resource by any parameter,
     * in one of many components only by some.
     *
     * @param part the parameter that it follows
     */
    public static boolean canServe(SearchParam composite, Component component, SearchParam part) {
        boolean simple = part.kind() != Kind.COMPOSITE && part.kind() != Kind.SPECIAL;
        return simple
                && (composite.startsAtResource()
                        || component.fromRoot()
                        || !isTyped(part)
                                && component.paths().stream()
                                        .anyMatch(
                                                p ->
                                                        OneComponent.canCompare(
                                                                part.kind(), p.type())));
    }

    /** Pinyin stands in the index alone, and nowhere in a document. */
    private static boolean isTyped(SearchParam part) {
        return part.key().equals(OwnSearchParams.PINYIN);
    }

    /**
     * A condition from one value.
     *
     * @param parameters by which the tenant's resources are searched now
     * @param value its parts with {@code $} between them
     * @param one which nothing was added to yet
     */
    static Criterion criterion(
            Parameters parameters,
            String type,
            SearchParam composite,
            String value,
            OneComponent one,
            Part part) {
        List<String> values = Escapes.split(value, '$');
        List<Component> components = composite.components();
        if (values.size() != components.size()) {
            throw new RefusedException(Refusal.INVALID_PARAMETER, composite.code());
        }
        List<Criterion> all = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            SearchParam param = param(parameters, type, composite, components.get(i));
            Criterion criterion = part.of(param, values.get(i));
            all.add(criterion);
            if (!components.get(i).fromRoot()) {
                one.has(components.get(i), param, values.get(i), criterion);
            }
        }
        if (!composite.startsAtResource()) {
            all.add(one.among(composite.paths()));
        }
        return new Criterion.AllOf(all);
    }

    /** What a part follows may have ended since, or not be indexed yet. */
    private static SearchParam param(
            Parameters parameters, String type, SearchParam composite, Component component) {
        SearchParam param = parameters.defined(type, component.definitionUrl());
        if (param == null) {
            throw new RefusedException(Refusal.UNSUPPORTED_PARAMETER, composite.code());
        }
        return parameters.find(type, param.code());
    }
}
