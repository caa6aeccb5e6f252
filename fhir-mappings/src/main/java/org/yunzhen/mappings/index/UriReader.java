package org.yunzhen.mappings.index;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import org.yunzhen.mappings.definition.SearchParam;
import org.yunzhen.mappings.definition.SearchPath;
import org.yunzhen.mappings.index.IndexValue.Uri;

/** URIs, URLs and canonicals as written (R4, Search, uri). */
final class UriReader implements ValueReader {
    @Override
    public void read(SearchParam param, SearchPath path, JsonNode found, Set<IndexValue> values) {
        if (found.isTextual()) {
            values.add(new Uri(param.key(), found.textValue()));
        }
    }
}
