package org.yunzhen.insurance.message;

import java.util.ArrayList;
import java.util.List;
import org.yunzhen.insurance.wire.MessageWriter;
import org.yunzhen.insurance.wire.NhsaJson;
import org.yunzhen.insurance.wire.Required;

/**
 * 2204, request: lines of one charging batch. The platform takes 40,000 characters of input, so a
 * long bill goes in {@linkplain #inParts several uploads}.
 */
public record FeeUpload(@Required List<FeeDetail> feedetail) {
    /** Lines of one upload, a customary bound. */
    public static final int LINES_MAX = 100;

    /**
     * Characters of the lines of one upload; leaves room for the commas and the node around them.
     */
    private static final int CHARS_MAX = 39_000;

    /**
     * The lines in their order, in as many uploads as their number and length need.
     *
     * @throws org.yunzhen.insurance.wire.FieldFault if a line breaks a rule of its fields
     */
    public static List<FeeUpload> inParts(List<FeeDetail> lines) {
        List<FeeUpload> parts = new ArrayList<>();
        List<FeeDetail> part = new ArrayList<>();
        int chars = 0;
        for (FeeDetail line : lines) {
            int length = NhsaJson.print(MessageWriter.write(line)).length();
            if (part.size() == LINES_MAX || chars + length > CHARS_MAX) {
                parts.add(new FeeUpload(List.copyOf(part)));
                part.clear();
                chars = 0;
            }
            part.add(line);
            chars += length;
        }
        if (!part.isEmpty()) {
            parts.add(new FeeUpload(List.copyOf(part)));
        }
        return List.copyOf(parts);
    }
}
