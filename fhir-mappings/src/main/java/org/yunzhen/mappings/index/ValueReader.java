package org.yunzhen.mappings.index;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import org.yunzhen.mappings.definition.SearchParam;
import org.yunzhen.mappings.definition.SearchPath;

/** Turns what a path finds into index values, for one kind of search parameter. */
interface ValueReader {
    /** Adds the values of one node; nothing if its type says nothing to this kind. */
    void read(SearchParam param, SearchPath path, JsonNode found, Set<IndexValue> values);

    /** The reader of a kind; null for kinds that are not indexed yet. */
    static ValueReader of(SearchParam.Kind kind) {
        return switch (kind) {
            case TOKEN -> new TokenReader();
            case REFERENCE -> new ReferenceReader();
            case STRING -> new TextReader();
            case DATE -> new DateReader();
            case NUMBER, QUANTITY -> new AmountReader();
            case URI -> new UriReader();
            case COMPOSITE, SPECIAL -> null;
        };
    }

    /** The text of a member, or null. */
    static String text(JsonNode owner, String member) {
        JsonNode value = owner.get(member);
        return value == null ? null : value.textValue();
    }
}
