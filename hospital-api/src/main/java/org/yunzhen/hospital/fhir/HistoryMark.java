package org.yunzhen.hospital.fhir;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.yunzhen.hospital.store.HistoryQuery.After;
import org.yunzhen.hospital.store.Ids;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.mappings.json.FhirJson;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/**
 * Where a page of a history ended, as the {@code _page} parameter of its next link. Like {@link
 * PageMark} it names a place and opens nothing.
 */
final class HistoryMark {
    private static final int PARTS = 4;

    private HistoryMark() {}

    static String write(Stored last) {
        ArrayNode parts = FhirJson.array();
        parts.add(last.lastUpdated().toInstant().toString());
        parts.add(last.type()).add(last.id()).add(Integer.toString(last.version()));
        return PageMark.encoded(parts);
    }

    /** Reads the mark of a page; 400 if it is none of a history. */
    static After read(String mark) {
        List<String> parts = PageMark.parts(mark);
        if (parts.size() != PARTS
                || !parts.get(0).matches("[0-9]{4}-.*")
                || !Ids.isValid(parts.get(1))
                || !Ids.isValid(parts.get(2))
                || !parts.get(3).matches("[0-9]{1,9}")) {
            throw new RefusedException(Refusal.INVALID_PAGE);
        }
        try {
            Instant instant = Instant.parse(parts.get(0));
            return new After(
                    instant.atOffset(ZoneOffset.UTC),
                    parts.get(1),
                    parts.get(2),
                    Integer.parseInt(parts.get(3)));
        } catch (DateTimeException noInstant) {
            throw new RefusedException(Refusal.INVALID_PAGE);
        }
    }
}
