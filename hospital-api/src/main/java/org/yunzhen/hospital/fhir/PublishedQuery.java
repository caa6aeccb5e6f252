package org.yunzhen.hospital.fhir;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yunzhen.mappings.definition.Published;
import org.yunzhen.mappings.definition.Published.Entry;

/** Which published definitions a search is about. */
final class PublishedQuery {
    private static final Set<String> ALWAYS =
            DefinitionTexts.foundByThemAnd(
                    "_id", "status", "url", "url:above", "url:below", "version");

    private PublishedQuery() {}

    /** By which parameters definitions of a type are found. */
    static Set<String> parameters(String type, Published published) {
        Set<String> all = new HashSet<>(ALWAYS);
        all.addAll(published.parameters(type));
        return all;
    }

    /** Those that match, in the order of their ids; none where something else is asked. */
    static List<Entry> found(Call call, Published published) {
        return published.all(call.type()).stream()
                .filter(entry -> call.query().stream().allMatch(given -> matches(given, entry)))
                .toList();
    }

    private static boolean matches(Map.Entry<String, String> given, Entry entry) {
        List<String> values = List.of(given.getValue().split(",", -1));
        return switch (given.getKey()) {
            case "_id" -> values.contains(entry.id());
            case "url" -> values.contains(entry.url());
            case "url:above" -> values.stream().anyMatch(below -> isBelow(below, entry.url()));
            case "url:below" -> values.stream().anyMatch(root -> isBelow(entry.url(), root));
            case "version" -> values.contains(entry.version());
            case "status" -> values.stream().anyMatch(v -> code(v).equals(entry.status()));
            default ->
                    ResultParameters.NAMES.contains(given.getKey())
                            || texts(entry).matches(given)
                            || values.stream().anyMatch(v -> has(entry, given.getKey(), v));
        };
    }

    private static DefinitionTexts texts(Entry entry) {
        return new DefinitionTexts(entry.name(), entry.title(), entry.publisher(), entry.date());
    }

    /** A value is a code, perhaps behind its system, or an address, perhaps before a version. */
    private static boolean has(Entry entry, String parameter, String value) {
        int bar = value.indexOf('|');
        String address = bar < 0 ? value : value.substring(0, bar);
        return entry.values().contains(parameter + "=" + code(value))
                || entry.values().contains(parameter + "=" + address);
    }

    private static String code(String token) {
        return token.substring(token.lastIndexOf('|') + 1);
    }

    private static boolean isBelow(String url, String root) {
        return url.equals(root) || url.startsWith(root.endsWith("/") ? root : root + "/");
    }
}
