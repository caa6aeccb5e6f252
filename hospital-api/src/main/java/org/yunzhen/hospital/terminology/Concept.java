package org.yunzhen.hospital.terminology;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.yunzhen.mappings.code.Language;

/**
 * A code of a code system.
 *
 * @param display or null
 * @param ancestors codes of all that it is a kind of
 * @param parents the nearest of them
 * @param inactive no longer to be used
 * @param isAbstract only groups others, cannot be chosen itself
 * @param definition or null
 * @param properties as {@code CodeSystem.concept.property}
 * @param designations as {@code CodeSystem.concept.designation}
 */
record Concept(
        String code,
        String display,
        List<String> ancestors,
        List<String> parents,
        boolean inactive,
        boolean isAbstract,
        String definition,
        ArrayNode properties,
        ArrayNode designations) {

    /** The name in a language, where there is one, else the display. */
    String display(Language language) {
        for (JsonNode designation : designations) {
            String tag = designation.path("language").asText("");
            if (!tag.isEmpty() && Language.preferred(tag) == language) {
                return designation.path("value").asText();
            }
        }
        return display;
    }

    /** Whether a text is one of its names, without regard to case and width. */
    boolean isNamed(String text) {
        return names().stream().anyMatch(name -> name.strip().equalsIgnoreCase(text.strip()));
    }

    /** What a filter finds it by. */
    Set<String> words() {
        List<String> texts = names();
        texts.add(code);
        return Words.of(texts);
    }

    private List<String> names() {
        List<String> names = new ArrayList<>();
        if (display != null) {
            names.add(display);
        }
        designations.forEach(designation -> names.add(designation.path("value").asText()));
        return names;
    }
}
