package org.yunzhen.mappings.index;

import java.util.List;
import org.yunzhen.mappings.definition.SearchParam;

/**
 * Parameters by which resources of one type are indexed beside those of R4.
 *
 * @param generation counts their changes, from 0 for none ever
 */
public record AddedParams(int generation, List<SearchParam> params) {
    public static final AddedParams NONE = new AddedParams(0, List.of());
}
