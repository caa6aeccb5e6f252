package org.yunzhen.hospital.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.yunzhen.hospital.store.AddedParameter.OfType;
import org.yunzhen.mappings.definition.Definitions;
import org.yunzhen.mappings.definition.SearchParam;
import org.yunzhen.mappings.definition.UnsupportedExpressionException;
import org.yunzhen.mappings.index.AddedParams;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/**
 * By what the resources of a tenant are searched at a moment: by R4's, and by what it has added.
 */
public final class Parameters {
    private static final Logger LOG = Logger.getLogger(Parameters.class);

    /** R4's alone. */
    public static final Parameters R4 = new Parameters(Map.of());

    private static final Compiled NONE =
            new Compiled(AddedParams.NONE, Map.of(), Set.of(), new Short[0]);

    private final Map<String, OfType> rows;
    private final Map<String, Compiled> byType = new HashMap<>();
    private final Set<String> codes = new HashSet<>();
    private final boolean ended;

    /** What was added to one type; the codes of which the index is not complete are apart. */
    private record Compiled(
            AddedParams written,
            Map<String, SearchParam> inForce,
            Set<String> incomplete,
            Short[] numbers) {}

    /** With what the tables say, by type. */
    Parameters(Map<String, OfType> rows) {
        this.rows = rows;
        this.ended =
                rows.values().stream()
                        .flatMap(of -> of.added().stream())
                        .anyMatch(AddedParameter::ended);
        rows.forEach((type, of) -> byType.put(type, compiled(type, of)));
        byType.values().forEach(of -> codes.addAll(of.inForce().keySet()));
    }

    private static Compiled compiled(String type, OfType of) {
        List<SearchParam> written = new ArrayList<>();
        Map<String, SearchParam> inForce = new HashMap<>();
        Set<String> incomplete = new HashSet<>();
        for (AddedParameter added : of.added()) {
            if (!added.ended()) {
                SearchParam param = understood(type, added);
                if (param != null) {
                    inForce.put(param.code(), param);
                }
                if (param != null && added.isIndexed()) {
                    written.add(param);
                }
                if (param == null || added.since() > of.settled()) {
                    incomplete.add(added.code());
                }
            }
        }
        Short[] numbers = of.added().stream().map(AddedParameter::number).toArray(Short[]::new);
        AddedParams params = new AddedParams(of.generation(), List.copyOf(written));
        return new Compiled(params, inForce, incomplete, numbers);
    }

    /** What an earlier build understood holds up none of the others: it is not searched by. */
    private static SearchParam understood(String type, AddedParameter added) {
        try {
            return added.compiled(type);
        } catch (UnsupportedExpressionException notAnyMore) {
            LOG.errorf("search parameter %s of %s: %s", added.code(), type, notAnyMore.toString());
            return null;
        }
    }

    /**
     * The parameter of a code.
     *
     * @return null if there is none
     * @throws RefusedException 503 while the index is made for it
     */
    public SearchParam find(String type, String code) {
        SearchParam ofR4 = Definitions.r4().searchParam(type, code);
        if (ofR4 != null || byType.isEmpty()) {
            return ofR4;
        }
        Compiled added = of(type);
        if (added.incomplete().contains(code)) {
            throw new RefusedException(Refusal.INDEX_INCOMPLETE);
        }
        return added.inForce().get(code);
    }

    /**
     * The parameter of a type that a canonical URL defines, whether its index is complete or not.
     *
     * @return null if there is none
     */
    public SearchParam defined(String type, String url) {
        return Stream.concat(
                        Definitions.r4().searchParams(type).stream(),
                        of(type).inForce().values().stream())
                .filter(param -> param.definitionUrl().equals(url))
                .findFirst()
                .orElse(null);
    }

    /** All by which the resources of a type can be searched now. */
    public List<SearchParam> all(String type) {
        List<SearchParam> ofR4 = Definitions.r4().searchParams(type);
        Compiled added = of(type);
        if (added.inForce().isEmpty()) {
            return ofR4;
        }
        List<SearchParam> all = new ArrayList<>(ofR4);
        added.inForce().values().stream()
                .filter(param -> !added.incomplete().contains(param.code()))
                .forEach(all::add);
        return all;
    }

    /** Whether a text holds the code of anything that the tenant has added. */
    public boolean areNamedIn(String text) {
        return codes.stream().anyMatch(text::contains);
    }

    /** By what a document is indexed beside R4's. */
    AddedParams written(String type) {
        return of(type).written();
    }

    /** Under which numbers there may be rows, those of before included. */
    Short[] numbers(String type) {
        return of(type).numbers();
    }

    /** Whether there are any of before. */
    boolean haveEnded() {
        return ended;
    }

    Map<String, OfType> rows() {
        return rows;
    }

    private Compiled of(String type) {
        return byType.getOrDefault(type, NONE);
    }
}
