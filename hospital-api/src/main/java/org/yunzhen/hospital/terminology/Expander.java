package org.yunzhen.hospital.terminology;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.yunzhen.hospital.store.InTurn;
import org.yunzhen.mappings.json.FhirJson;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/** Tells the codes of a selection, a page at a time: counts first, then reads what is wished. */
@ApplicationScoped
class Expander {
    private final Concepts concepts;

    Expander(Concepts concepts) {
        this.concepts = concepts;
    }

    /** A code of an expansion. */
    record Member(String url, String version, Concept concept, String display) {}

    /** Codes of a page, and how many there are in all. */
    record Page(int total, List<Member> members) {}

    /**
     * A page of a selection. Fails with 422 when a system's codes are not known here, and when all
     * codes are wished and they are too many.
     */
    Uni<Page> page(View view, Selection selection, ExpansionWish wish) {
        Reading reading = new Reading(view, wish);
        return InTurn.each(selection.parts().entrySet(), reading::part)
                .map(nothing -> reading.page());
    }

    /** One reading of a selection, system by system. */
    private final class Reading {
        private final View view;
        private final ExpansionWish wish;
        private final List<Member> members = new ArrayList<>();
        private int total;

        Reading(View view, ExpansionWish wish) {
            this.view = view;
            this.wish = wish;
        }

        Page page() {
            if (wish.count() == null && total > wish.offset() + ExpansionWish.CODES_MAX) {
                throw new RefusedException(
                        Refusal.VALUE_SET_TOO_LARGE, total, ExpansionWish.CODES_MAX);
            }
            return new Page(total, members);
        }

        Uni<Void> part(Map.Entry<String, Selection.Part> entry) {
            Selection.Part part = entry.getValue();
            if (part.system() == null) {
                return Uni.createFrom().voidItem().invoke(() -> listed(entry.getKey(), part));
            }
            return concepts.count(view.tx(), part.system(), part.condition())
                    .chain(count -> read(part, count));
        }

        private Uni<Void> read(Selection.Part part, int count) {
            int from = Math.max(0, wish.offset() - total);
            int wanted = wish.limit() - members.size();
            total += count;
            if (from >= count || wanted <= 0) {
                return Uni.createFrom().voidItem();
            }
            return concepts.page(view.tx(), part.system(), part.condition(), from, wanted)
                    .invoke(found -> found.forEach(concept -> add(part, concept)))
                    .replaceWithVoid();
        }

        private void add(Selection.Part part, Concept concept) {
            String given = part.displays().get(concept.code());
            String display = given == null ? concept.display(view.language()) : given;
            members.add(new Member(part.system().url(), part.system().version(), concept, display));
        }

        /** Of a system that is not known here the codes that the value set lists. */
        private void listed(String url, Selection.Part part) {
            var codes =
                    new ListedCodes(part.displays())
                            .of(part.condition())
                            .orElseThrow(() -> unknown(url));
            for (String code : codes) {
                if (total >= wish.offset() && members.size() < wish.limit()) {
                    String display = part.displays().get(code);
                    members.add(new Member(url, null, bare(code, display), display));
                }
                total++;
            }
        }
    }

    private static Concept bare(String code, String display) {
        return new Concept(
                code,
                display,
                List.of(),
                List.of(),
                false,
                false,
                null,
                FhirJson.array(),
                FhirJson.array());
    }

    private static RefusedException unknown(String url) {
        return new RefusedException(Refusal.NOT_EXPANDABLE, CodingInput.shown(url));
    }
}
