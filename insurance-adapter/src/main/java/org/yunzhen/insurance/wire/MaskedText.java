package org.yunzhen.insurance.wire;

import java.util.stream.Collectors;

/** The text form of a message that may reach a log: who it is about stays hidden. */
public final class MaskedText {
    private MaskedText() {}

    /** Like a record's own text form, with {@code ***} for every {@link Sensitive} component. */
    public static String of(Record message) {
        return RecordShape.of(message.getClass()).fields().stream()
                .filter(field -> field.valueIn(message) != null)
                .map(field -> field.name() + "=" + shown(field, message))
                .collect(Collectors.joining(", ", message.getClass().getSimpleName() + "[", "]"));
    }

    private static Object shown(RecordShape.Field field, Record message) {
        return field.sensitive() ? "***" : field.valueIn(message);
    }
}
