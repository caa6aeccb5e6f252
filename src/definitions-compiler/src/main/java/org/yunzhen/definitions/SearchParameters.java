package org.yunzhen.definitions;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.yunzhen.definitions.Model.Component;
import org.yunzhen.definitions.Model.Param;
import org.yunzhen.definitions.Model.Path;

/** Compiles the published search parameters, one entry per base type. */
final class SearchParameters {
    private static final String ROOT = "%resource.";

    private final PathResolver resolver;
    private final Map<String, JsonNode> byUrl = new HashMap<>();

    SearchParameters(PathResolver resolver, JsonNode entries) {
        this.resolver = resolver;
        for (JsonNode entry : entries) {
            JsonNode resource = entry.path("resource");
            byUrl.put(resource.path("url").asText(), resource);
        }
    }

    SortedMap<String, List<Param>> compile() {
        SortedMap<String, List<Param>> params = new TreeMap<>();
        for (JsonNode definition : byUrl.values()) {
            for (JsonNode base : definition.path("base")) {
                params.computeIfAbsent(base.asText(), b -> new ArrayList<>())
                        .add(compile(base.asText(), definition));
            }
        }
        params.values().forEach(list -> list.sort(Comparator.comparing(Param::code)));
        return params;
    }

    private Param compile(String base, JsonNode definition) {
        String expression = definition.path("expression").asText("");
        List<String> targets = new ArrayList<>();
        definition.path("target").forEach(target -> targets.add(target.asText()));
        return new Param(
                definition.path("code").asText(),
                definition.path("type").asText(),
                definition.path("url").asText(),
                targets.stream().sorted().toList(),
                expression.isEmpty() ? List.of() : resolver.resolve(base, expression),
                components(base, expression, definition));
    }

    private List<Component> components(String base, String expression, JsonNode definition) {
        List<Component> components = new ArrayList<>();
        for (JsonNode component : definition.path("component")) {
            String inner = expression(expression, component);
            boolean fromRoot = inner.startsWith(ROOT);
            List<String> starts = fromRoot ? List.of(base) : resolver.structures(base, expression);
            String relative = fromRoot ? inner.substring(ROOT.length()) : inner;
            List<Path> paths =
                    starts.stream()
                            .flatMap(start -> resolver.resolve(start, relative).stream())
                            .distinct()
                            .toList();
            components.add(new Component(component.path("definition").asText(), fromRoot, paths));
        }
        return components;
    }

    /**
     * Where the part's own parameter goes on from where the composite starts, that way: of
     * DocumentReference's {@code relationship} R4 has the two the wrong way round.
     */
    private String expression(String start, JsonNode component) {
        String own = byUrl.get(component.path("definition").asText()).path("expression").asText();
        return own.startsWith(start + ".")
                ? own.substring(start.length() + 1)
                : component.path("expression").asText();
    }
}
