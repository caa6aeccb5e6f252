package org.yunzhen.hospital.fhir;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a definition is found by that is the only one of its type.
 *
 * @param url its canonical address
 */
record OnlyDefinition(String id, String url, DefinitionTexts texts) {
    static final Set<String> FOUND_BY = DefinitionTexts.foundByThemAnd("_id", "status", "url");

    /** Whether a search finds it. */
    boolean isAskedFor(Call call) {
        return call.query().stream().allMatch(this::matches);
    }

    private boolean matches(Map.Entry<String, String> given) {
        List<String> values = List.of(given.getValue().split(",", -1));
        return switch (given.getKey()) {
            case "_id" -> values.contains(id);
            case "url" -> values.contains(url);
            case "status" -> values.contains("active");
            default -> ResultParameters.NAMES.contains(given.getKey()) || texts.matches(given);
        };
    }
}
