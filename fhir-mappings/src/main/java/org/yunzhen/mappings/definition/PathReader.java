package org.yunzhen.mappings.definition;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.yunzhen.mappings.definition.SearchPath.Step;

/**
 * Follows the expression of a search parameter through the structures of R4, so that afterwards
 * only JSON properties are met. It understands the part of FHIRPath in which R4's own are written:
 * unions of paths by element, {@code where(element='text')}, {@code where(resolve() is Type)},
 * {@code extension('url')}, {@code as(Type)}, {@code ofType(Type)}, {@code (path as Type)} and
 * {@code [n]}; extensions of primitives too.
 */
final class PathReader {
    private static final Pattern CAST =
            Pattern.compile("\\(\\s*([^()]+?)\\s+as\\s+(\\w+)\\s*\\)(.*)", Pattern.DOTALL);
    private static final Pattern MOVE =
            Pattern.compile(
                    "\\[(?<item>\\d{1,4})]|(?<dot>\\.?)(?:"
                            + "(?:as|ofType)\\(\\s*(?<as>\\w+)\\s*\\)"
                            + "|where\\(\\s*resolve\\(\\)\\s+is\\s+(?<resolves>\\w+)\\s*\\)"
                            + "|where\\(\\s*(?<property>\\w+)\\s*=\\s*'(?<value>[^'\\\\]*)'\\s*\\)"
                            + "|extension\\(\\s*'(?<extension>[^'\\\\]+)'\\s*\\)"
                            + "|(?<child>[A-Za-z]\\w*)(?![\\w(]))");
    private static final String EXTENSION = "extension";

    private final Definitions definitions;
    private final Standing start;

    private PathReader(Definitions definitions, Standing start) {
        this.definitions = definitions;
        this.start = start;
    }

    /** A path under way: where it stands. Of a primitive the property is known, else null. */
    private record Standing(
            List<Step> steps,
            String type,
            Structure structure,
            Property primitive,
            String codeSystem,
            String resolvesTo) {
        SearchPath path() {
            return new SearchPath(steps, type, codeSystem, resolvesTo, false);
        }

        Standing asStart() {
            return new Standing(List.of(), type, structure, primitive, codeSystem, resolvesTo);
        }
    }

    /**
     * The paths from a resource of a type; members of the union that start at another are left out.
     *
     * @throws UnsupportedExpressionException naming the part that is not understood
     */
    static List<SearchPath> read(Definitions definitions, String base, String expression) {
        return paths(atResource(definitions, base).all(expression));
    }

    /**
     * The paths that go on from where others end.
     *
     * @param start expression from the resource to there
     * @param expression from there on
     * @throws UnsupportedExpressionException naming the part that is not understood
     */
    static List<SearchPath> readBelow(
            Definitions definitions, String base, String start, String expression) {
        return atResource(definitions, base)
                .all(start)
                .map(Standing::asStart)
                .distinct()
                .flatMap(from -> paths(new PathReader(definitions, from).all(expression)).stream())
                .distinct()
                .toList();
    }

    private static PathReader atResource(Definitions definitions, String base) {
        Structure structure = definitions.structure(base);
        return new PathReader(
                definitions, new Standing(List.of(), base, structure, null, null, null));
    }

    private Stream<Standing> all(String expression) {
        return members(expression).stream().flatMap(member -> member(member).stream());
    }

    private static List<SearchPath> paths(Stream<Standing> standings) {
        return standings.map(Standing::path).distinct().toList();
    }

    /** The union's, parted where no text and no parenthesis is open. */
    private static List<String> members(String expression) {
        List<String> members = new ArrayList<>();
        boolean text = false;
        int depth = 0;
        int from = 0;
        for (int i = 0; i < expression.length(); i++) {
            char c = expression.charAt(i);
            text ^= c == '\'';
            depth += text ? 0 : c == '(' ? 1 : c == ')' ? -1 : 0;
            if (c == '|' && !text && depth == 0) {
                members.add(expression.substring(from, i).trim());
                from = i + 1;
            }
        }
        members.add(expression.substring(from).trim());
        return members;
    }

    private List<Standing> member(String text) {
        Matcher cast = CAST.matcher(text);
        if (!cast.matches()) {
            return follow(List.of(), text, true);
        }
        List<Standing> before = follow(List.of(), cast.group(1), true);
        return follow(of(before, cast.group(2)), cast.group(3), false);
    }

    private List<Standing> follow(List<Standing> from, String text, boolean first) {
        List<Standing> at = from;
        Matcher move = MOVE.matcher(text);
        int next = 0;
        boolean begins = first;
        while (next < text.length()) {
            boolean understood = move.region(next, text.length()).lookingAt();
            if (!understood || begins == isJoined(move)) {
                throw new UnsupportedExpressionException(text.substring(next));
            }
            at = begins ? begin(move) : moved(at, move);
            begins = false;
            next = move.end();
        }
        if (begins) {
            throw new UnsupportedExpressionException(text);
        }
        return at;
    }

    /** Whether it goes on from what stands before it. */
    private static boolean isJoined(Matcher move) {
        return move.group("item") != null || move.group("dot").equals(".");
    }

    /** At the type itself, or at one of its elements. */
    private List<Standing> begin(Matcher move) {
        String name = move.group("child");
        if (name != null && Character.isUpperCase(name.charAt(0))) {
            return name.equals(start.type()) ? List.of(start) : List.of();
        }
        return moved(List.of(start), move);
    }

    private List<Standing> moved(List<Standing> from, Matcher move) {
        if (move.group("as") != null) {
            return of(from, move.group("as"));
        }
        return from.stream().flatMap(one -> moved(one, move).stream()).toList();
    }

    private List<Standing> moved(Standing from, Matcher move) {
        if (move.group("child") != null) {
            return children(from, move.group("child"));
        }
        if (move.group(EXTENSION) != null) {
            return children(from, EXTENSION).stream()
                    .map(all -> where(all, "url", move.group(EXTENSION)))
                    .toList();
        }
        if (move.group("property") != null) {
            return List.of(where(from, move.group("property"), move.group("value")));
        }
        if (move.group("resolves") != null) {
            return List.of(
                    new Standing(
                            from.steps(),
                            from.type(),
                            from.structure(),
                            null,
                            null,
                            move.group("resolves")));
        }
        int item = Integer.parseInt(move.group("item"));
        return List.of(narrowed(from, item, null, null, move.group()));
    }

    private static List<Standing> of(List<Standing> from, String type) {
        return from.stream().filter(one -> one.type().equalsIgnoreCase(type)).toList();
    }

    private static Standing where(Standing from, String property, String value) {
        Property named = from.structure() == null ? null : from.structure().property(property);
        if (named == null || named.primitive() == null || named.repeats()) {
            throw new UnsupportedExpressionException("where(" + property + "='" + value + "')");
        }
        return narrowed(from, -1, property, value, property);
    }

    /** A step has one condition. */
    private static Standing narrowed(
            Standing from, int item, String property, String value, String said) {
        List<Step> steps = new ArrayList<>(from.steps());
        Step last = steps.isEmpty() ? null : steps.remove(steps.size() - 1);
        if (last == null || last.item() >= 0 || last.whereProperty() != null) {
            throw new UnsupportedExpressionException(said);
        }
        steps.add(new Step(last.property(), item, property, value));
        return new Standing(
                List.copyOf(steps),
                from.type(),
                from.structure(),
                from.primitive(),
                from.codeSystem(),
                from.resolvesTo());
    }

    private List<Standing> children(Standing from, String name) {
        if (from.primitive() != null) {
            return children(described(from), name);
        }
        Element element = from.structure() == null ? null : from.structure().element(name);
        if (element == null) {
            throw new UnsupportedExpressionException(from.type() + "." + name);
        }
        List<Standing> found = new ArrayList<>();
        for (Property property : element.properties()) {
            found.add(child(from, element, property));
        }
        return found;
    }

    private static Standing child(Standing from, Element element, Property property) {
        List<Step> steps = new ArrayList<>(from.steps());
        steps.add(new Step(property.jsonName(), -1, null, null));
        boolean primitive = property.primitive() != null;
        boolean closed = primitive || property.isResource();
        return new Standing(
                List.copyOf(steps),
                property.type(),
                closed ? null : property.structure(),
                primitive ? property : null,
                codeSystem(element, property),
                null);
    }

    private static String codeSystem(Element element, Property property) {
        if (!property.type().equals("code") || element.codeSet() == null) {
            return null;
        }
        Map<String, ?> systems = element.codeSet().codes();
        return systems.size() == 1 ? systems.keySet().iterator().next() : null;
    }

    /** What is beside the value of a primitive: its id and extensions. */
    private Standing described(Standing from) {
        List<Step> steps = new ArrayList<>(from.steps());
        Step last = steps.remove(steps.size() - 1);
        steps.add(new Step(from.primitive().companionName(), last.item(), null, null));
        Structure element = definitions.structure("Element");
        return new Standing(List.copyOf(steps), "Element", element, null, null, null);
    }
}
