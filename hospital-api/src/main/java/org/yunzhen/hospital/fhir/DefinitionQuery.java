package org.yunzhen.hospital.fhir;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.yunzhen.mappings.definition.Definitions;
import org.yunzhen.mappings.definition.OwnAddresses;
import org.yunzhen.mappings.definition.SearchParam;
import org.yunzhen.mappings.index.Found;
import org.yunzhen.mappings.index.IndexValue;

/**
 * A search as it is asked of definitions that are not stored.
 *
 * @param conditions all of which must hold
 * @param left parameters that cannot be asked of them
 */
record DefinitionQuery(List<DefinitionCondition> conditions, List<String> left) {
    private static final Set<String> INCLUDES = Set.of("_include", "_revinclude");

    /**
     * Reads a search.
     *
     * @param wish as it is asked of stored ones: what is wrong with it was refused
     * @param own below which what lies on this server may be named in full
     */
    static DefinitionQuery of(Call call, SearchWish wish, OwnAddresses own) {
        List<DefinitionCondition> conditions = new ArrayList<>();
        List<String> left = new ArrayList<>();
        for (Map.Entry<String, String> given : call.query()) {
            String name = given.getKey();
            String code = ChainNames.code(name);
            if (ResultParameters.NAMES.contains(code) || wish.ignored().contains(code)) {
                continue;
            }
            SearchParam param = Definitions.r4().searchParam(call.type(), code);
            String modifier = code.equals(name) ? null : name.substring(code.length() + 1);
            boolean asked =
                    param != null
                            && !INCLUDES.contains(code)
                            && name.indexOf('.') < 0
                            && DefinitionCondition.isAsked(param, modifier);
            if (asked) {
                String value = local(own, param, given.getValue());
                conditions.add(new DefinitionCondition(call.type(), param, modifier, value));
            } else {
                left.add(code);
            }
        }
        return new DefinitionQuery(conditions, left.stream().distinct().toList());
    }

    private static String local(OwnAddresses own, SearchParam param, String value) {
        return param.kind() == SearchParam.Kind.REFERENCE
                ? Escapes.split(value, ',').stream()
                        .map(own::local)
                        .collect(Collectors.joining(","))
                : value;
    }

    /** The part of it that asks by some parameters. */
    DefinitionQuery by(Predicate<SearchParam> some) {
        return new DefinitionQuery(
                conditions.stream().filter(condition -> some.test(condition.param())).toList(),
                left);
    }

    /** Whether what has this value alone of its parameter can be among what is found. */
    boolean allows(IndexValue only) {
        return conditions.stream()
                .filter(condition -> condition.param().code().equals(only.param()))
                .allMatch(condition -> condition.holds(new Found(Set.of(only), true)));
    }

    /** Whether it finds a document, or an excerpt that has all that is asked about. */
    boolean finds(ObjectNode document) {
        return conditions.stream().allMatch(condition -> condition.holds(document));
    }
}
