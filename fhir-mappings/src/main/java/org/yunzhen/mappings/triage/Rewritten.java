package org.yunzhen.mappings.triage;

import java.util.ArrayList;
import java.util.List;

/**
 * A text in the form in which it is compared, with the way back to the text as it was sent: for
 * each of its characters the stretch it came from. So an answer quotes what the patient wrote.
 */
final class Rewritten {
    final String text;
    private final String sent;
    private final List<Span> origins;

    private Rewritten(String text, String sent, List<Span> origins) {
        this.text = text;
        this.sent = sent;
        this.origins = origins;
    }

    /** The text before anything was written otherwise. */
    static Rewritten asSent(String sent) {
        List<Span> origins = new ArrayList<>(sent.length());
        for (int i = 0; i < sent.length(); i++) {
            origins.add(new Span(i, i + 1));
        }
        return new Rewritten(sent, sent, origins);
    }

    /**
     * The smallest stretch of the text as it was sent from which this stretch came.
     *
     * @param span not empty
     */
    String quote(Span span) {
        Span origin = origin(span);
        return sent.substring(origin.start(), origin.end());
    }

    private Span origin(Span span) {
        return new Span(origins.get(span.start()).start(), origins.get(span.end() - 1).end());
    }

    /** The same without white space at its ends. */
    Rewritten stripped() {
        String stripped = text.strip();
        int start = text.indexOf(stripped);
        return new Rewritten(stripped, sent, origins.subList(start, start + stripped.length()));
    }

    /** The next form of a text, written from its start to its end. */
    static final class Draft {
        private final Rewritten read;
        private final StringBuilder written = new StringBuilder();
        private final List<Span> origins = new ArrayList<>();

        Draft(Rewritten read) {
            this.read = read;
        }

        /** Takes over a stretch of the text read, which may be empty, as it is. */
        void keep(int start, int end) {
            for (int i = start; i < end; i++) {
                write(read.text.substring(i, i + 1), new Span(i, i + 1));
            }
        }

        /**
         * Writes something else instead of a stretch of the text read.
         *
         * @param instead each of its characters stands for the whole stretch
         * @param span not empty
         */
        void write(String instead, Span span) {
            Span origin = read.origin(span);
            written.append(instead);
            for (int i = 0; i < instead.length(); i++) {
                origins.add(origin);
            }
        }

        /** Whether a space would separate something from what is written so far. */
        boolean takesSpace() {
            return written.length() > 0 && written.charAt(written.length() - 1) != ' ';
        }

        Rewritten done() {
            return new Rewritten(written.toString(), read.sent, origins);
        }
    }
}
