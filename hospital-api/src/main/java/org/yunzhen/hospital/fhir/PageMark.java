package org.yunzhen.hospital.fhir;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.yunzhen.hospital.store.Ids;
import org.yunzhen.hospital.store.SearchQuery.After;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/**
 * Where a page ended, as the {@code _page} parameter of a next link. It holds a sort key and an id
 * and opens nothing: what may be seen is decided anew for each page.
 */
final class PageMark {
    private static final int CHARACTERS_MAX = 300;
    private static final char PART = '|';

    private PageMark() {}

    static String write(After after) {
        String text = after.id() + PART + after.key();
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    static After read(String mark) {
        try {
            if (mark.length() <= CHARACTERS_MAX) {
                String text =
                        new String(Base64.getUrlDecoder().decode(mark), StandardCharsets.UTF_8);
                int bar = text.indexOf(PART);
                if (bar > 0
                        && Ids.isValid(text.substring(0, bar))
                        && isKey(text.substring(bar + 1))) {
                    return new After(text.substring(bar + 1), text.substring(0, bar));
                }
            }
        } catch (IllegalArgumentException notBase64) {
            throw new RefusedException(Refusal.INVALID_PAGE);
        }
        throw new RefusedException(Refusal.INVALID_PAGE);
    }

    /** An id, or a timestamp as PostgreSQL writes it. */
    private static boolean isKey(String key) {
        return Ids.isValid(key)
                || key.matches(
                        "-?infinity|[0-9]{4,6}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}"
                                + "(\\.[0-9]{1,6})?[+-][0-9]{2}(:[0-9]{2}){0,2}( BC)?");
    }
}
