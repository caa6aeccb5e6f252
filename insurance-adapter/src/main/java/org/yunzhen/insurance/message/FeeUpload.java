package org.yunzhen.insurance.message;

import java.util.ArrayList;
import java.util.List;
import org.yunzhen.insurance.wire.Required;

/**
 * 2204, request: lines of one charging batch. The platform takes 40,000 characters of input; cut
 * long bills into uploads of {@value #MAX_LINES} lines.
 */
public record FeeUpload(@Required List<FeeDetail> feedetail) {
    /** Lines of one upload, a customary bound. */
    public static final int MAX_LINES = 100;

    /** The lines in their order, in as many uploads as they need. */
    public static List<FeeUpload> inParts(List<FeeDetail> lines) {
        List<FeeUpload> parts = new ArrayList<>();
        for (int from = 0; from < lines.size(); from += MAX_LINES) {
            int to = Math.min(from + MAX_LINES, lines.size());
            parts.add(new FeeUpload(List.copyOf(lines.subList(from, to))));
        }
        return parts;
    }
}
