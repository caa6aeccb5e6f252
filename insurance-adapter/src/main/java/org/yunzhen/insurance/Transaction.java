package org.yunzhen.insurance;

import java.util.Set;

/**
 * One kind of message the platform understands.
 *
 * @param infno the platform's number of it
 * @param name what it is called in the platform's documents
 * @param input the record that fills the request's {@code input}
 * @param output the record read from the answer's {@code output}
 */
public record Transaction<I extends Record, O extends Record>(
        String infno, String name, Class<I> input, Class<O> output, Set<Trait> traits) {

    /** What may be done with a message of this kind, or must be. */
    public enum Trait {
        /** It only reads, or doing it twice is the same as once: the client may repeat it. */
        REPEATABLE,
        /** It names an insured person, so the envelope must name the region of insurance. */
        ABOUT_INSURED,
        /** It can be undone by 2601 with its msgid. */
        REVERSIBLE
    }

    public Transaction {
        traits = Set.copyOf(traits);
    }

    static <I extends Record, O extends Record> Transaction<I, O> of(
            String infno, String name, Class<I> input, Class<O> output, Trait... traits) {
        return new Transaction<>(infno, name, input, output, Set.of(traits));
    }

    public boolean is(Trait trait) {
        return traits.contains(trait);
    }
}
