package org.yunzhen.hospital.guide;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.yunzhen.hospital.access.AccessTable;
import org.yunzhen.hospital.access.Action;
import org.yunzhen.hospital.access.Reach;
import org.yunzhen.hospital.access.Role;
import org.yunzhen.mappings.code.Language;
import org.yunzhen.mappings.definition.Definitions;

/** What the access table grants, asked for every role, type and action, and gathered again. */
final class AccessRights {
    private static final int SHOWN_BY_EXCEPTION_MAX = 3;

    private final Map<Right, Set<Role>> rights = new LinkedHashMap<>();
    private final Map<Set<String>, String> groups = new LinkedHashMap<>();

    /** The actions that a rule allows on some types. */
    private record Right(String rule, Reach reach, Set<Action> actions, Set<String> types) {}

    private record Source(String rule, Reach reach) {}

    AccessRights() {
        for (Role role : Role.values()) {
            ofRole(role)
                    .forEach(
                            (source, byType) ->
                                    gathered(byType)
                                            .forEach(
                                                    (actions, types) ->
                                                            add(role, source, actions, types)));
        }
    }

    /** Who may do what, by the names of groups of types. */
    GuideTable table() {
        GuideTable table = new GuideTable("access");
        int number = 0;
        for (Map.Entry<Right, Set<Role>> entry : rights.entrySet()) {
            Right right = entry.getKey();
            number++;
            table.row(
                    Integer.toString(number),
                    joined(entry.getValue().stream().map(Role::code).toList()),
                    "`" + right.rule() + "`",
                    right.reach().name().toLowerCase(Locale.ROOT),
                    joined(right.actions().stream().map(Action::code).toList()),
                    groups.get(right.types()));
        }
        return table;
    }

    /** The types of each group. */
    GuideTable groups(Language language) {
        GuideTable table = new GuideTable("access-types");
        groups.forEach((types, name) -> table.row(name, shown(types, language)));
        return table;
    }

    private void add(Role role, Source source, Set<Action> actions, Set<String> types) {
        groups.computeIfAbsent(types, more -> "T" + (groups.size() + 1));
        Right right = new Right(source.rule(), source.reach(), actions, types);
        rights.computeIfAbsent(right, more -> EnumSet.noneOf(Role.class)).add(role);
    }

    private static Map<Source, Map<String, Set<Action>>> ofRole(Role role) {
        Map<Source, Map<String, Set<Action>>> found = new LinkedHashMap<>();
        for (String type : Definitions.r4().resourceTypes()) {
            for (Action action : Action.values()) {
                AccessTable.grant(role, type, action)
                        .ifPresent(
                                grant ->
                                        found.computeIfAbsent(
                                                        new Source(
                                                                grant.rule().split(":")[1],
                                                                grant.reach()),
                                                        more -> new TreeMap<>())
                                                .computeIfAbsent(
                                                        type, more -> EnumSet.noneOf(Action.class))
                                                .add(action));
            }
        }
        return found;
    }

    private static Map<Set<Action>, Set<String>> gathered(Map<String, Set<Action>> byType) {
        Map<Set<Action>, Set<String>> gathered = new LinkedHashMap<>();
        byType.forEach(
                (type, actions) ->
                        gathered.computeIfAbsent(actions, more -> new TreeSet<>()).add(type));
        return gathered;
    }

    private static String shown(Set<String> types, Language language) {
        List<String> others = new ArrayList<>();
        Definitions.r4().resourceTypes().forEach(others::add);
        others.removeAll(types);
        return others.size() > SHOWN_BY_EXCEPTION_MAX
                ? joined(types)
                : language.pick("全部，除 ", "all but ") + joined(others);
    }

    private static String joined(Iterable<String> names) {
        List<String> all = new ArrayList<>();
        names.forEach(all::add);
        return all.stream().collect(Collectors.joining(", "));
    }
}
