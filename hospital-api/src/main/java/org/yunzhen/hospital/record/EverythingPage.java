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
 * @param types those of the record that have to be looked at, all of which the caller may read
 * @param sent those of them that are wished
 * @param beside those of what the record names that are wished and that the caller may read
 * @param after where the last page ended
 * @param told what the pages before brought beside the record
 */
record EverythingPage(
        PageWish wish,
        List<String> types,
        List<String> sent,
        List<String> beside,
        After after,
        Told told) {
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
        List<String> readable = RecordDoor.readable(call.caller().role());
        List<String> sent = wished(call, readable);
        List<String> beside = wished(call, NamedBeside.readable(call.caller().role()));
        // what is named is known by looking at all that may name it
        List<String> types = beside.isEmpty() ? sent : readable;
        String[] mark = wish.after() == null ? null : wish.after().split(" ", 2);
        return new EverythingPage(wish, types, sent, beside, after(mark), told(mark));
    }

    /** Of what was found, with one more when there are more, what belongs to this page. */
    List<Stored> ofPage(List<Stored> found) {
        return found.size() > wish.count() ? found.subList(0, wish.count()) : found;
    }

    /**
     * As a Bundle.
     *
     * @param found resources of the page, and one more when there are more
     * @param named what they name beside
     */
    Answer answer(Call call, List<Stored> found, List<Stored> named) {
        boolean more = found.size() > wish.count();
        List<Stored> page = ofPage(found);
        List<Stored> matches =
                page.stream().filter(resource -> sent.contains(resource.type())).toList();
        matches.forEach(resource -> call.trace().sawPatients(resource.patients()));
        named.forEach(resource -> call.trace().sawPatients(resource.patients()));
        String path = call.url(call.type(), call.id()) + "/$everything";
        Stored last = page.isEmpty() ? null : page.get(page.size() - 1);
        String mark = more ? last.reference() + " " + told.and(named).text() : null;
        String next = more ? PageWish.next(call, path, mark) : null;
        Long total = wish.after() == null && !more ? Long.valueOf(matches.size()) : null;
        return RecordBundle.searchset(call, PageWish.self(call, path), next, total, matches, named);
    }

    private static List<String> wished(Call call, List<String> readable) {
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

    private static Told told(String[] mark) {
        if (mark == null || mark.length == 1) {
            return Told.NOTHING;
        }
        Told told = Told.read(mark[1]);
        if (told == null) {
            throw new RefusedException(Refusal.INVALID_PAGE);
        }
        return told;
    }

    private static After after(String[] mark) {
        if (mark == null) {
            return After.NOTHING;
        }
        int slash = mark[0].indexOf('/');
        String type = slash < 0 ? "" : mark[0].substring(0, slash);
        String id = mark[0].substring(slash + 1);
        if (!Definitions.r4().isResourceType(type) || !Ids.isValid(id)) {
            throw new RefusedException(Refusal.INVALID_PAGE);
        }
        return new After(type, id);
    }
}
