package org.yunzhen.definitions;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.yunzhen.definitions.Model.CodeSet;
import org.yunzhen.definitions.Model.Element;
import org.yunzhen.definitions.Model.Path;
import org.yunzhen.definitions.Model.Step;
import org.yunzhen.definitions.Model.Structure;
import org.yunzhen.definitions.Model.TypeRef;

/** Follows expressions through the structures, so that run time meets only JSON properties. */
final class PathResolver {
    private final SortedMap<String, Structure> structures;
    private final Map<String, CodeSet> codeSets;

    PathResolver(SortedMap<String, Structure> structures, Map<String, CodeSet> codeSets) {
        this.structures = structures;
        this.codeSets = codeSets;
    }

    /** A path under way; the structure says where it stands, the type what it is called there. */
    private record Standing(Path path, String structure) {
        Standing with(List<Step> steps, TypeRef type, String codeSystem) {
            return new Standing(
                    new Path(steps, type.code(), codeSystem, path.resolvesTo(), false),
                    type.structure());
        }

        Standing with(Path changed) {
            return new Standing(changed, structure);
        }
    }

    /**
     * The paths of an expression from a structure.
     *
     * @param base name of the structure; members of the union that start at another type are left
     *     out
     */
    List<Path> resolve(String base, String expression) {
        return standings(base, expression).map(Standing::path).toList();
    }

    /** The names of the structures to which an expression leads. */
    List<String> structures(String base, String expression) {
        return standings(base, expression).map(Standing::structure).distinct().toList();
    }

    private Stream<Standing> standings(String base, String expression) {
        return Expression.parse(expression).stream()
                .filter(member -> !member.startsAtType() || base.equals(member.rootType()))
                .flatMap(member -> follow(base, member).stream());
    }

    private List<Standing> follow(String base, Expression expression) {
        List<Standing> standings =
                List.of(new Standing(new Path(List.of(), base, null, null, false), base));
        for (Expression.Move move : expression.movesBelowType()) {
            standings = standings.stream().flatMap(s -> move(s, move).stream()).toList();
            if (standings.isEmpty()) {
                throw new IllegalStateException(base + ": nothing is left after " + move);
            }
        }
        return standings;
    }

    private List<Standing> move(Standing from, Expression.Move move) {
        Path path = from.path();
        if (move instanceof Expression.Child child) {
            return children(from, child.name());
        }
        if (move instanceof Expression.As as) {
            // one published composite writes DateTime
            return path.type().equalsIgnoreCase(as.type()) ? List.of(from) : List.of();
        }
        if (move instanceof Expression.WhereResolves where) {
            return List.of(
                    from.with(
                            new Path(path.steps(), path.type(), null, where.type(), path.truth())));
        }
        if (move instanceof Expression.Truth) {
            return List.of(
                    from.with(new Path(path.steps(), path.type(), null, path.resolvesTo(), true)));
        }
        return List.of(from.with(narrowed(path, move)));
    }

    private List<Standing> children(Standing from, String name) {
        Structure structure = structures.get(from.structure());
        Element element = structure == null ? null : structure.element(name);
        if (element == null) {
            throw new IllegalStateException(from.structure() + " has no element " + name);
        }
        List<Standing> found = new ArrayList<>();
        for (TypeRef type : element.types()) {
            List<Step> steps = new ArrayList<>(from.path().steps());
            steps.add(Step.into(element.jsonName(type)));
            found.add(from.with(List.copyOf(steps), type, codeSystem(element, type)));
        }
        return found;
    }

    private String codeSystem(Element element, TypeRef type) {
        if (!type.code().equals("code") || element.valueSet() == null) {
            return null;
        }
        return codeSets.get(element.valueSet()).onlySystem();
    }

    private static Path narrowed(Path path, Expression.Move move) {
        List<Step> steps = new ArrayList<>(path.steps());
        Step last = steps.remove(steps.size() - 1);
        if (move instanceof Expression.Item item) {
            last = new Step(last.property(), item.index(), null, null);
        } else if (move instanceof Expression.WhereEquals where) {
            last = new Step(last.property(), -1, where.property(), where.value());
        }
        steps.add(last);
        return new Path(List.copyOf(steps), path.type(), null, path.resolvesTo(), path.truth());
    }
}
