package org.yunzhen.hospital.fhir;

import java.util.List;
import org.yunzhen.hospital.store.Parameters;
import org.yunzhen.mappings.definition.SearchParam;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/** Names of chained parameters and of {@code _has} (R4 sections 3.1.1.4.13 and 3.1.1.4.14). */
final class ChainNames {
    private static final String HAS = "_has";
    private static final int PARTS = 4;

    private ChainNames() {}

    static boolean isHas(String name) {
        return name.equals(HAS) || name.startsWith(HAS + ":");
    }

    /** Reads {@code _has:type:reference:param}, the last of which may be a chain or another. */
    static SearchWish.Chain has(Parameters parameters, String type, String name, String value) {
        String[] parts = name.split(":", PARTS);
        SearchParam param = parts.length < PARTS ? null : parameters.find(parts[1], parts[2]);
        boolean usable =
                param != null
                        && param.kind() == SearchParam.Kind.REFERENCE
                        && param.targets().contains(type)
                        && !parts[3].isEmpty();
        if (!usable) {
            throw new RefusedException(Refusal.INVALID_PARAMETER, HAS);
        }
        return new SearchWish.Chain(param, List.of(parts[1]), parts[3], value, true);
    }

    /** Reads {@code reference:Type.param}, the last of which may be a chain again. */
    static SearchWish.Chain chain(SearchParam param, String name, String value) {
        int dot = name.indexOf('.');
        String head = name.substring(0, dot);
        String rest = name.substring(dot + 1);
        int colon = head.indexOf(':');
        List<String> targets = colon < 0 ? param.targets() : List.of(head.substring(colon + 1));
        boolean unusable =
                param.kind() != SearchParam.Kind.REFERENCE
                        || rest.isEmpty()
                        || !param.targets().containsAll(targets);
        if (unusable) {
            throw new RefusedException(Refusal.UNSUPPORTED_PARAMETER, name);
        }
        return new SearchWish.Chain(param, targets, rest, value, false);
    }

    /** The code with which a name begins. */
    static String code(String name) {
        int end = 0;
        while (end < name.length() && name.charAt(end) != ':' && name.charAt(end) != '.') {
            end++;
        }
        return name.substring(0, end);
    }
}
