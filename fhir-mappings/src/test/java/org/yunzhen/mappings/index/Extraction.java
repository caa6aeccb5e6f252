package org.yunzhen.mappings.index;

import java.util.List;
import org.yunzhen.mappings.ExactJson;
import org.yunzhen.mappings.definition.Definitions;

/** Extracts from resources that tests write by their members, with apostrophes for quotes. */
final class Extraction {
    static final IndexExtractor EXTRACTOR = new IndexExtractor(Definitions.r4());

    private Extraction() {}

    static IndexEntries extract(String type, String members) {
        return EXTRACTOR.extract(
                ExactJson.object("{'resourceType':'" + type + "'," + members + "}"));
    }

    static List<IndexValue> values(String type, String members, String param) {
        return extract(type, members).values().stream()
                .filter(value -> value.param().equals(param))
                .toList();
    }
}
