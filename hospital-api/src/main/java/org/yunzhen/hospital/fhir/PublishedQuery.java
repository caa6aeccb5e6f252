package org.yunzhen.hospital.fhir;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yunzhen.mappings.definition.Published;
import org.yunzhen.mappings.definition.Published.Entry;
import org.yunzhen.mappings.definition.Published.Seldom;

/** Which published definitions a search is about. */
final class PublishedQuery {
    private static final String DESCRIPTION = "description";

    private static final Set<String> ALWAYS =
            DefinitionTexts.foundByThemAnd(
                    "_id", "status", "url", "url:above", "url:below", "version");

    /** Of any type, beside the description: what is read from a file when it is asked. */
    private static final Set<String> SELDOM =
            Set.of("context", "context-type", "identifier", "jurisdiction");

    /** The same of single types. */
    private static final Map<String, Set<String>> SELDOM_OF =
            Map.of(
                    "CodeSystem",
                    Set.of("code", "language"),
                    "SearchParameter",
                    Set.of("component", "derived-from"),
                    "StructureDefinition",
                    Set.of(
                            "base-path",
                            "experimental",
                            "ext-context",
                            "keyword",
                            "path",
                            "valueset"),
                    "ValueSet",
                    Set.of("code", "expansion"));

    private final List<Map.Entry<String, String>> often = new ArrayList<>();
    private final List<Map.Entry<String, String>> seldom = new ArrayList<>();

    private PublishedQuery(Call call) {
        for (Map.Entry<String, String> given : call.query()) {
            (isSeldom(call.type(), given.getKey()) ? seldom : often).add(given);
        }
    }

    private static boolean isSeldom(String type, String parameter) {
        return SearchReader.base(parameter).equals(DESCRIPTION)
                || SELDOM.contains(parameter)
                || SELDOM_OF.getOrDefault(type, Set.of()).contains(parameter);
    }

    /** By which parameters definitions of a type are found. */
    static Set<String> parameters(String type, Published published) {
        Set<String> all = new HashSet<>(ALWAYS);
        all.addAll(published.parameters(type));
        all.addAll(SELDOM);
        all.addAll(SELDOM_OF.getOrDefault(type, Set.of()));
        return all;
    }

    /**
     * Those that match, in the order of their ids; none where something else is asked. May read a
     * file: not for the event loop.
     */
    static List<Entry> found(Call call, Published published) {
        PublishedQuery query = new PublishedQuery(call);
        List<Entry> found = published.all(call.type()).stream().filter(query::finds).toList();
        if (query.seldom.isEmpty() || found.isEmpty()) {
            return found;
        }
        Set<String> ids = published.among(call.type(), query::finds);
        return found.stream().filter(entry -> ids.contains(entry.id())).toList();
    }

    private boolean finds(Entry entry) {
        return often.stream().allMatch(given -> matches(given, entry));
    }

    private boolean finds(Seldom entry) {
        return seldom.stream().allMatch(given -> matches(given, entry));
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
                            || has(entry.values(), given.getKey(), values);
        };
    }

    private static boolean matches(Map.Entry<String, String> given, Seldom entry) {
        List<String> values = List.of(given.getValue().split(",", -1));
        String parameter = given.getKey();
        return new DefinitionTexts("", "", "", entry.description(), "").matches(given)
                || values.stream().anyMatch(v -> entry.values().contains(parameter + "=" + v));
    }

    private static DefinitionTexts texts(Entry entry) {
        return new DefinitionTexts(
                entry.name(), entry.title(), entry.publisher(), "", entry.date());
    }

    /** A value is a code, perhaps behind its system, or an address, perhaps before a version. */
    private static boolean has(Set<String> said, String parameter, List<String> values) {
        return values.stream()
                .anyMatch(
                        value ->
                                said.contains(parameter + "=" + code(value))
                                        || said.contains(parameter + "=" + address(value)));
    }

    private static String address(String canonical) {
        int bar = canonical.indexOf('|');
        return bar < 0 ? canonical : canonical.substring(0, bar);
    }

    private static String code(String token) {
        return token.substring(token.lastIndexOf('|') + 1);
    }

    private static boolean isBelow(String url, String root) {
        return url.equals(root) || url.startsWith(root.endsWith("/") ? root : root + "/");
    }
}
