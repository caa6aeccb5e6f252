package org.yunzhen.hospital.fhir;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.yunzhen.hospital.store.Ids;
import org.yunzhen.hospital.store.SearchQuery.After;
import org.yunzhen.hospital.store.SearchQuery.Sort;
import org.yunzhen.hospital.store.SearchQuery.SortKey;
import org.yunzhen.mappings.definition.Definitions;
import org.yunzhen.mappings.json.FhirJson;
import org.yunzhen.mappings.json.MalformedJsonException;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/**
 * Where a page ended, as the {@code _page} parameter of a next link. It holds a sort key and an id
 * and opens nothing: what may be seen is decided anew for each page.
 */
final class PageMark {
    private static final int CHARACTERS_MAX = 4000;
    private static final int KEY_CHARACTERS_MAX = 700;
    private static final Pattern MOMENT =
            Pattern.compile(
                    "-?infinity|[0-9]{4,6}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}"
                            + "(\\.[0-9]{1,6})?[+-][0-9]{2}(:[0-9]{2}){0,2}( BC)?");
    private static final Pattern NUMBER =
            Pattern.compile("-?Infinity|-?[0-9]{1,400}(\\.[0-9]{1,400})?");

    private PageMark() {}

    static String write(After after) {
        ArrayNode parts = FhirJson.array();
        parts.add(after.id());
        after.keys().forEach(parts::add);
        return encoded(parts);
    }

    /** The parts of a mark, as they can stand in an address. */
    static String encoded(ArrayNode parts) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(FhirJson.write(parts));
    }

    /** Reads the mark of a page in the order of a search; 400 if it is none of such a search. */
    static After read(String mark, List<Sort> sorts) {
        List<String> parts = parts(mark);
        if (parts.size() != sorts.size() + 1 || !Ids.isValid(parts.get(0))) {
            throw new RefusedException(Refusal.INVALID_PAGE);
        }
        List<String> keys = parts.subList(1, parts.size());
        for (int i = 0; i < keys.size(); i++) {
            if (!isKey(sorts.get(i).key(), keys.get(i))) {
                throw new RefusedException(Refusal.INVALID_PAGE);
            }
        }
        return new After(keys, parts.get(0));
    }

    /** The parts of a mark; none when it cannot be read. */
    static List<String> parts(String mark) {
        List<String> parts = new ArrayList<>();
        if (mark.length() > CHARACTERS_MAX) {
            return parts;
        }
        try {
            byte[] json = Base64.getUrlDecoder().decode(mark);
            FhirJson.parse(UnicodeBytes.checked(json)).forEach(part -> parts.add(part.textValue()));
            return parts.contains(null) ? List.of() : parts;
        } catch (IllegalArgumentException | MalformedJsonException | RefusedException noMark) {
            return List.of();
        }
    }

    /** Of the form in which PostgreSQL writes such a key. */
    private static boolean isKey(SortKey kind, String key) {
        boolean fits =
                switch (kind) {
                    case ID -> Ids.isValid(key);
                    case TYPE -> Definitions.r4().isResourceType(key);
                    case LAST_UPDATED, OWN_DATE, DATE -> MOMENT.matcher(key).matches();
                    case AMOUNT -> NUMBER.matcher(key).matches();
                    case TEXT, DOCUMENT -> key.indexOf('\0') < 0;
                };
        return fits && key.length() <= KEY_CHARACTERS_MAX;
    }
}
