package org.yunzhen.mappings.index;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.yunzhen.mappings.definition.OwnSearchParams;
import org.yunzhen.mappings.definition.SearchParam;
import org.yunzhen.mappings.definition.SearchPath;
import org.yunzhen.mappings.index.IndexValue.Text;

/** Texts: strings, and each part of a name or an address (R4, Search, string). */
final class TextReader implements ValueReader {
    private static final Set<String> TYPED =
            Set.of(OwnSearchParams.PINYIN, OwnSearchParams.PHONETIC);
    private static final List<String> NAME_PARTS =
            List.of("text", "family", "given", "prefix", "suffix");
    private static final List<String> ADDRESS_PARTS =
            List.of("text", "line", "city", "district", "state", "postalCode", "country");

    @Override
    public void read(SearchParam param, SearchPath path, JsonNode found, Set<IndexValue> values) {
        boolean onlyTyped = param.key().equals(OwnSearchParams.PINYIN);
        switch (path.type()) {
            case "HumanName" -> {
                if (!onlyTyped) {
                    name(param.key(), found, values);
                }
                if (TYPED.contains(param.key())) {
                    typed(param.key(), found, values);
                }
            }
            case "Address" -> parts(param.key(), found, ADDRESS_PARTS, values);
            default -> {
                if (!onlyTyped) {
                    add(param.key(), found, values);
                }
                if (TYPED.contains(param.key())) {
                    typed(param.key(), found.asText(), values);
                }
            }
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

    /** The name as a whole, and each given name alone. */
    private static void typed(String param, JsonNode name, Set<IndexValue> values) {
        Set<IndexValue> written = new LinkedHashSet<>();
        parts(param, name, List.of("text", "given"), written);
        String family = ValueReader.text(name, "family");
        if (family != null) {
            StringBuilder whole = new StringBuilder(family);
            name.path("given").forEach(given -> whole.append(given.asText()));
            written.add(new Text(param, whole.toString()));
        }
        written.forEach(text -> typed(param, ((Text) text).value(), values));
    }

    private static void typed(String param, String text, Set<IndexValue> values) {
        Pinyin.of(text).forEach(typed -> values.add(new Text(param, typed)));
    }

    private static boolean isHan(String text) {
        return text.codePoints().anyMatch(Pinyin::isHan);
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
