package org.yunzhen.mappings.person;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.yunzhen.mappings.index.Periods;

/**
 * By which of their names and numbers a person is to be called now. A Patient or Practitioner may
 * have several, those of before included (R4, {@code HumanName.use}, {@code Identifier.use}).
 */
public final class PersonElements {
    private static final List<String> BEST_USES = List.of("official", "usual", "");
    private static final Set<String> NOT_TO_BE_CALLED_BY =
            Set.of("old", "maiden", "nickname", "anonymous");

    private PersonElements() {}

    /**
     * The name in force: the official one before the usual, a nickname or one of before only where
     * there is no other.
     *
     * @return a HumanName, or a missing node where the person has none
     */
    public static JsonNode name(JsonNode person, Instant now) {
        List<JsonNode> all = elements(person.path("name")).toList();
        return all.stream()
                .filter(
                        name ->
                                Periods.cover(name.path("period"), now)
                                        && !NOT_TO_BE_CALLED_BY.contains(use(name)))
                .min(Comparator.comparingInt(PersonElements::rank))
                .or(() -> all.stream().findFirst())
                .orElse(MissingNode.getInstance());
    }

    /** A HumanName as it is written in one line: {@code text}, else family name and given names. */
    public static String written(JsonNode name) {
        if (name.path("text").isTextual()) {
            return name.path("text").textValue();
        }
        String family = name.path("family").asText("");
        String given =
                elements(name.path("given")).map(JsonNode::asText).collect(Collectors.joining(" "));
        boolean latin = !given.isEmpty() && given.charAt(0) < 0x250;
        return latin ? (given + " " + family).strip() : family + given;
    }

    /** The number of a system that is in force. */
    public static Optional<String> number(JsonNode person, String system, Instant now) {
        return elements(person.path("identifier"))
                .filter(one -> one.path("system").asText().equals(system))
                .filter(one -> Periods.cover(one.path("period"), now) && !use(one).equals("old"))
                .map(one -> one.path("value").asText())
                .filter(value -> !value.isEmpty())
                .findFirst();
    }

    private static int rank(JsonNode name) {
        int at = BEST_USES.indexOf(use(name));
        return at < 0 ? BEST_USES.size() : at;
    }

    private static String use(JsonNode element) {
        return element.path("use").asText("");
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
