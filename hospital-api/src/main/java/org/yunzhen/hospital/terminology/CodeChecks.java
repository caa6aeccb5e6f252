package org.yunzhen.hospital.terminology;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.yunzhen.hospital.store.InTurn;

/** Whether a code belongs to a system or a value set, and is called what the caller thinks. */
@ApplicationScoped
class CodeChecks {
    private final CodeSystems systems;
    private final Concepts concepts;

    CodeChecks(CodeSystems systems, Concepts concepts) {
        this.systems = systems;
        this.concepts = concepts;
    }

    /** The first of the codes that is valid; or what is wrong with the first. */
    static Uni<Verdict> first(
            List<CodingInput> codings, Function<CodingInput, Uni<Verdict>> check) {
        AtomicReference<Verdict> best = new AtomicReference<>();
        return InTurn.each(
                        codings,
                        coding ->
                                best.get() != null && best.get().isValid()
                                        ? Uni.createFrom().voidItem()
                                        : check.apply(coding).invoke(next -> keep(best, next)))
                .map(nothing -> best.get());
    }

    private static void keep(AtomicReference<Verdict> best, Verdict next) {
        if (best.get() == null || next.isValid()) {
            best.set(next);
        }
    }

    /** Whether a code is one of its system. */
    Uni<Verdict> inSystem(View view, CodingInput coding, boolean abstractToo) {
        return systems.find(view, coding.system(), coding.version())
                .chain(
                        system ->
                                system.isEmpty()
                                        ? verdict(Verdict.unknownSystem(coding.system()))
                                        : concepts.find(view.tx(), system.get(), coding.code())
                                                .map(
                                                        found ->
                                                                judged(
                                                                        view,
                                                                        coding,
                                                                        found,
                                                                        Map.of(),
                                                                        abstractToo)));
    }

    /** Whether a code is in a value set; one whose system was not said may be of any of its. */
    Uni<Verdict> inSet(View view, Selection set, CodingInput coding, boolean abstractToo) {
        if (coding.system() != null) {
            return inPart(view, set, coding, abstractToo);
        }
        List<CodingInput> candidates = set.parts().keySet().stream().map(coding::in).toList();
        return candidates.isEmpty()
                ? verdict(Verdict.notInSet(coding.code()))
                : first(candidates, candidate -> inPart(view, set, candidate, abstractToo));
    }

    private Uni<Verdict> inPart(View view, Selection set, CodingInput coding, boolean abstractToo) {
        Selection.Part part = set.parts().get(coding.system());
        if (part == null) {
            return verdict(Verdict.notInSet(coding.code()));
        }
        if (part.system() == null) {
            return verdict(listed(part, coding));
        }
        if (isOtherVersion(part.system(), coding)) {
            return verdict(Verdict.unknownSystem(coding.system() + "|" + coding.version()));
        }
        return concepts.find(view.tx(), part.system(), coding.code())
                .chain(found -> inPart(view, part, coding, found, abstractToo));
    }

    /** A system without a version is not held against the one that is named. */
    private static boolean isOtherVersion(KnownSystem system, CodingInput coding) {
        return coding.version() != null
                && system.version() != null
                && !coding.version().equals(system.version());
    }

    private Uni<Verdict> inPart(
            View view,
            Selection.Part part,
            CodingInput coding,
            Optional<Concept> found,
            boolean abstractToo) {
        if (found.isEmpty()) {
            return verdict(Verdict.unknownCode(coding.code(), coding.system()));
        }
        Condition itself = new Condition.Codes(List.of(found.get().code()));
        return concepts.count(view.tx(), part.system(), itself.and(part.condition()))
                .map(
                        count ->
                                count == 0
                                        ? Verdict.notInSet(coding.code())
                                        : judged(
                                                view, coding, found, part.displays(), abstractToo));
    }

    private static Verdict listed(Selection.Part part, CodingInput coding) {
        String display = part.displays().get(coding.code());
        return new ListedCodes(part.displays())
                .of(part.condition())
                .map(
                        codes ->
                                codes.contains(coding.code())
                                        ? Verdict.valid(display)
                                        : Verdict.notInSet(coding.code()))
                .orElseGet(() -> Verdict.unknownSystem(coding.system()));
    }

    private static Verdict judged(
            View view,
            CodingInput coding,
            Optional<Concept> found,
            Map<String, String> displays,
            boolean abstractToo) {
        if (found.isEmpty()) {
            return Verdict.unknownCode(coding.code(), coding.system());
        }
        Concept concept = found.get();
        String display = concept.display(view.language());
        if (concept.isAbstract() && !abstractToo) {
            return Verdict.abstractCode(concept.code(), display);
        }
        boolean named =
                coding.display() == null
                        || concept.isNamed(coding.display())
                        || coding.display().equalsIgnoreCase(displays.get(concept.code()));
        return named ? Verdict.valid(display) : Verdict.otherDisplay(display);
    }

    private static Uni<Verdict> verdict(Verdict verdict) {
        return Uni.createFrom().item(verdict);
    }
}
