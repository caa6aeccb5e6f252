package org.yunzhen.mappings.index;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import org.yunzhen.mappings.definition.SearchParam;
import org.yunzhen.mappings.definition.SearchPath;
import org.yunzhen.mappings.index.IndexValue.Text;

/** Texts: strings, and each part of a name or an address (R4, Search, string). */
final class TextReader implements ValueReader {
    private static final List<String> NAME_PARTS =
            List.of("text", "family", "given", "prefix", "suffix");
    private static final List<String> ADDRESS_PARTS =
            List.of("text", "line", "city", "district", "state", "postalCode", "country");

    @Override
    public void read(SearchParam param, SearchPath path, JsonNode found, Set<IndexValue> values) {
        switch (path.type()) {
            case "HumanName" -> name(param.code(), found, values);
            case "Address" -> parts(param.code(), found, ADDRESS_PARTS, values);
            default -> add(param.code(), found, values);
        }
    }

    /**
     * Chinese names are written and searched without a gap, so family and given name also make one
     * text if the name gives none itself.
     */
    private static void name(String param, JsonNode name, Set<IndexValue> values) {
        parts(param, name, NAME_PARTS, values);
        String family = ValueReader.text(name, "family");
        if (family != null && !name.has("text") && isHan(family)) {
            StringBuilder whole = new StringBuilder(family);
            name.path("given").forEach(given -> whole.append(given.asText()));
            values.add(new Text(param, whole.toString()));
        }
    }

    private static boolean isHan(String text) {
        return text.codePoints()
                .anyMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN);
    }

    private static void parts(
            String param, JsonNode owner, List<String> parts, Set<IndexValue> values) {
        for (String part : parts) {
            JsonNode value = owner.path(part);
            if (value.isArray()) {
                value.forEach(item -> add(param, item, values));
            } else {
                add(param, value, values);
            }
        }
    }

    private static void add(String param, JsonNode value, Set<IndexValue> values) {
        if (value.isTextual()) {
            values.add(new Text(param, value.textValue()));
        }
    }
}
