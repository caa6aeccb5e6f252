package org.yunzhen.mappings.index;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.yunzhen.mappings.definition.SearchParam;
import org.yunzhen.mappings.definition.SearchParam.Component;

/**
 * What one search parameter finds in a document that is searched without being indexed.
 *
 * @param present whether it finds anything at all, be it nothing that is searched
 */
public record Found(Set<IndexValue> values, boolean present) {

    /** In a resource, or in a part of it that has all that the parameter reads. */
    public static Found in(JsonNode resource, SearchParam param) {
        Set<IndexValue> values = new LinkedHashSet<>();
        boolean present = IndexExtractor.addValues(param, param.paths(), resource, values);
        return new Found(values, present);
    }

    /** The places of a resource at which the components of a composite start. */
    public static List<JsonNode> places(JsonNode resource, SearchParam composite) {
        return composite.paths().stream()
                .flatMap(path -> PathWalk.find(path, resource).stream())
                .toList();
    }

    /**
     * Values of a part of a composite.
     *
     * @param param whose values the part has
     * @param place one of those where the composite starts
     */
    public static Set<IndexValue> inPart(
            JsonNode resource, JsonNode place, Component component, SearchParam param) {
        Set<IndexValue> values = new LinkedHashSet<>();
        JsonNode from = component.fromRoot() ? resource : place;
        IndexExtractor.addValues(param, component.paths(), from, values);
        return values;
    }
}
