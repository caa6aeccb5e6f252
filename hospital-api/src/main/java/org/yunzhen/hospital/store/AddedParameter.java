package org.yunzhen.hospital.store;

import java.util.List;
import org.yunzhen.mappings.definition.AddedSearchParam;
import org.yunzhen.mappings.definition.SearchParam;
import org.yunzhen.mappings.definition.SearchParam.Kind;

/**
 * A search parameter of one type that a tenant has added.
 *
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
        int since,
        boolean ended) {
    /**
     * All of a type.
     *
     * @param generation of the last change
     * @param settled generation by which all its resources are indexed
     */
    record OfType(int generation, int settled, List<AddedParameter> added) {}

    SearchParam compiled(String type) {
        return AddedSearchParam.compile(type, code, number, kind, url, expression, targets);
    }
}
