package org.yunzhen.mappings.index;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import org.yunzhen.mappings.definition.SearchParam;
import org.yunzhen.mappings.definition.SearchPath;
import org.yunzhen.mappings.index.IndexValue.Token;

/** Tokens: codes, concepts, identifiers, contact points, flags, ids (R4, Search, token). */
final class TokenReader implements ValueReader {
    @Override
    public void read(SearchParam param, SearchPath path, JsonNode found, Set<IndexValue> values) {
        String code = param.key();
        switch (path.type()) {
            case "Coding" -> coding(code, found, values);
            case "CodeableConcept" -> concept(code, found, values);
            case "Identifier" -> identifier(code, found, values);
            case "ContactPoint" -> add(code, null, ValueReader.text(found, "value"), null, values);
            case "boolean" -> add(code, null, found.asText(), null, values);
            default -> add(code, path.codeSystem(), found.textValue(), null, values);
        }
    }

    private static void coding(String param, JsonNode coding, Set<IndexValue> values) {
        add(
                param,
                ValueReader.text(coding, "system"),
                ValueReader.text(coding, "code"),
                ValueReader.text(coding, "display"),
                values);
    }

    /** Each coding, and the concept's own text, which belongs to none of them. */
    private static void concept(String param, JsonNode concept, Set<IndexValue> values) {
        for (JsonNode coding : concept.path("coding")) {
            coding(param, coding, values);
        }
        add(param, null, null, ValueReader.text(concept, "text"), values);
    }

    private static void identifier(String param, JsonNode identifier, Set<IndexValue> values) {
        String value = ValueReader.text(identifier, "value");
        if (value != null) {
            String type = ValueReader.text(identifier.path("type"), "text");
            add(param, ValueReader.text(identifier, "system"), value, type, values);
        }
    }

    private static void add(
            String param, String system, String code, String text, Set<IndexValue> values) {
        if (code != null || text != null) {
            values.add(new Token(param, system, code, text));
        }
    }
}
