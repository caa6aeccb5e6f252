package org.yunzhen.hospital.record;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.yunzhen.hospital.fhir.Answer;
import org.yunzhen.hospital.fhir.Call;
import org.yunzhen.hospital.fhir.Inputs;
import org.yunzhen.hospital.fhir.Operation.Parameter;
import org.yunzhen.hospital.fhir.RecordBundle;
import org.yunzhen.hospital.store.CompartmentReader.After;
import org.yunzhen.hospital.store.Ids;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.mappings.definition.Definitions;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/**
 * A page of {@code $everything}.
 *
 * @param types those that are wished and that the caller's role may read
 * @param after where the last page ended
 */
record EverythingPage(PageWish wish, List<String> types, After after) {
    static final List<Parameter> PARAMETERS =
            List.of(
                    Parameter.optional("_since", "instant", "Only what changed from then on."),
                    Parameter.many("_type", 0, "code", "Only these resource types."),
                    Parameter.optional("_count", "integer", "Resources of a page, at most 500."),
                    Parameter.optional("_page", "string", "Mark of a page, from a next link."),
                    Parameter.result("Bundle", "A searchset."));

    private static final int COUNT_DEFAULT = 100;
    private static final int COUNT_MAX = 500;

    static EverythingPage of(Call call) {
        PageWish wish = PageWish.of(call, COUNT_DEFAULT, COUNT_MAX);
        return new EverythingPage(wish, types(call), after(wish));
    }

    /**
     * As a Bundle.
     *
     * @param found resources of the page, and one more when there are more
     */
    Answer answer(Call call, List<Stored> found) {
        boolean more = found.size() > wish.count();
        List<Stored> page = more ? found.subList(0, wish.count()) : found;
        page.forEach(resource -> call.trace().sawPatients(resource.patients()));
        String path = call.url(call.type(), call.id()) + "/$everything";
        Stored last = page.isEmpty() ? null : page.get(page.size() - 1);
        String next = more ? PageWish.next(call, path, last.reference()) : null;
        Long total = wish.after() == null && !more ? Long.valueOf(page.size()) : null;
        return RecordBundle.searchset(call, PageWish.self(call, path), next, total, page);
    }

    private static List<String> types(Call call) {
        List<String> readable = RecordDoor.readable(call.caller().role());
        List<String> wished = wishedTypes(call);
        if (wished.isEmpty()) {
            return readable;
        }
        for (String type : wished) {
            if (!Definitions.r4().isResourceType(type)) {
                throw Inputs.invalid("_type");
            }
        }
        return readable.stream().filter(wished::contains).toList();
    }

    private static List<String> wishedTypes(Call call) {
        Stream<String> given =
                Inputs.of(call).named("_type").stream().map(type -> Inputs.value(type).asText());
        return given.flatMap(value -> Arrays.stream(value.split(",", -1))).toList();
    }

    private static After after(PageWish wish) {
        if (wish.after() == null) {
            return After.NOTHING;
        }
        int slash = wish.after().indexOf('/');
        String type = slash < 0 ? "" : wish.after().substring(0, slash);
        String id = wish.after().substring(slash + 1);
        if (!Definitions.r4().isResourceType(type) || !Ids.isValid(id)) {
            throw new RefusedException(Refusal.INVALID_PAGE);
        }
        return new After(type, id);
    }
}
