package org.yunzhen.hospital.terminology;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.yunzhen.hospital.fhir.Call;
import org.yunzhen.hospital.fhir.ValueSetCodes;
import org.yunzhen.hospital.store.InTurn;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/** Tells a search the codes of a value set. */
@ApplicationScoped
class SearchedSets implements ValueSetCodes {
    private static final String LITERAL = "ValueSet/";

    private final ValueSets valueSets;
    private final Selections selections;
    private final Concepts concepts;

    SearchedSets(ValueSets valueSets, Selections selections, Concepts concepts) {
        this.valueSets = valueSets;
        this.selections = selections;
        this.concepts = concepts;
    }

    @Override
    public Uni<List<OfSystem>> of(Call call, Tx tx, String valueSet, int max) {
        View view = View.of(call, tx);
        return found(view, valueSet)
                .chain(document -> selections.of(view, document))
                .chain(selection -> of(view, selection, max));
    }

    private Uni<ObjectNode> found(View view, String named) {
        return named.startsWith(LITERAL)
                ? valueSets.ofId(view, named.substring(LITERAL.length()))
                : valueSets.ofUrl(view, named, null);
    }

    private Uni<List<OfSystem>> of(View view, Selection selection, int max) {
        List<OfSystem> all = new ArrayList<>();
        return InTurn.each(
                        selection.parts().entrySet(),
                        entry ->
                                codes(view, entry.getKey(), entry.getValue(), max)
                                        .invoke(codes -> add(all, entry.getKey(), codes, max)))
                .replaceWith(all);
    }

    private static void add(List<OfSystem> all, String system, List<String> codes, int max) {
        all.add(new OfSystem(system, codes));
        long listed =
                all.stream().filter(p -> p.codes() != null).mapToLong(p -> p.codes().size()).sum();
        if (listed > max) {
            throw new RefusedException(Refusal.SEARCH_TOO_COSTLY);
        }
    }

    /** The codes, one more than {@code max} when they are more; null for a whole system. */
    private Uni<List<String>> codes(View view, String url, Selection.Part part, int max) {
        boolean whole = part.condition().isEvery();
        boolean listed = part.system() != null && (part.system().complete() || !whole);
        if (listed) {
            return concepts.codes(view.tx(), part.system(), part.condition(), max + 1)
                    .map(codes -> whole && codes.size() > max ? null : codes);
        }
        return whole ? Uni.createFrom().nullItem() : Uni.createFrom().item(() -> told(url, part));
    }

    private static List<String> told(String url, Selection.Part part) {
        return new ListedCodes(part.displays())
                .of(part.condition())
                .<List<String>>map(ArrayList::new)
                .orElseThrow(
                        () -> new RefusedException(Refusal.NOT_EXPANDABLE, CodingInput.shown(url)));
    }
}
