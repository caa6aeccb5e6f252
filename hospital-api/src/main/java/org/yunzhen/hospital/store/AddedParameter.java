package org.yunzhen.hospital.store;

import java.util.List;
import org.yunzhen.mappings.definition.AddedSearchParam;
import org.yunzhen.mappings.definition.AddedSearchParam.Part;
import org.yunzhen.mappings.definition.SearchParam;
import org.yunzhen.mappings.definition.SearchParam.Kind;

/**
 * A search parameter of one type that a tenant has added.
 *
 * @param parts of a composite, else empty
 * @param since generation from which it is written
 * @param ended whether it is written no longer
 */
record AddedParameter(
        short number,
        String code,
        Kind kind,
        String url,
        String expression,
        List<String> targets,
        List<Part> parts,
        int since,
        boolean ended) {
    /**
     * All of a type.
     *
     * @param generation of the last change
     * @param settled generation by which all its resources are indexed
     */
    record OfType(int generation, int settled, List<AddedParameter> added) {}

    /** Whether it has values in the index; a composite is found by those of its parts. */
    boolean isIndexed() {
        return kind != Kind.COMPOSITE;
    }

    SearchParam compiled(String type) {
        if (kind == Kind.COMPOSITE) {
            return AddedSearchParam.composite(type, code, number, url, expression, parts);
        }
        return AddedSearchParam.compile(type, code, number, kind, url, expression, targets);
    }
}
