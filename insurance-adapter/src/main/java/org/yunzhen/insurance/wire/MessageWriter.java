package org.yunzhen.insurance.wire;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;

/** From a message record to its JSON, checking every field's rule on the way. */
public final class MessageWriter {
    private MessageWriter() {}

    /**
     * The whole {@code input} (or {@code output}) node of a message; fields without a value are
     * left out.
     *
     * @throws FieldFault naming the first field that is missing, too long or too exact
     */
    public static ObjectNode write(Record message) {
        List<String> nodes = RecordShape.of(message.getClass()).nodes();
        if (nodes.isEmpty()) {
            return object(message, "");
        }
        ObjectNode outer = NhsaJson.object();
        outer.set(nodes.get(0), object(message, nodes.get(0) + "."));
        return outer;
    }

    private static ObjectNode object(Record message, String prefix) {
        ObjectNode node = NhsaJson.object();
        for (RecordShape.Field field : RecordShape.of(message.getClass()).fields()) {
            put(node, field, field.valueIn(message), prefix + field.name());
        }
        return node;
    }

    private static void put(ObjectNode node, RecordShape.Field field, Object value, String path) {
        if (isAbsent(value)) {
            if (field.required()) {
                throw new FieldFault(path, "missing");
            }
        } else if (value instanceof String text) {
            node.put(field.name(), fitting(text, field.maxChars(), path));
        } else if (value instanceof BigDecimal number) {
            node.put(field.name(), field.decimals().exact(number, path));
        } else if (value instanceof Integer number) {
            field.decimals().exact(BigDecimal.valueOf(number), path);
            node.put(field.name(), number);
        } else if (value instanceof LocalDate date) {
            node.put(field.name(), date.toString());
        } else if (value instanceof LocalDateTime time) {
            node.put(field.name(), WireTime.print(time));
        } else if (value instanceof List<?> rows) {
            array(node.putArray(field.name()), rows, path);
        } else {
            node.set(field.name(), object((Record) value, path + "."));
        }
    }

    private static void array(ArrayNode node, List<?> rows, String path) {
        for (int i = 0; i < rows.size(); i++) {
            node.add(object((Record) rows.get(i), path + "[" + i + "]."));
        }
    }

    private static boolean isAbsent(Object value) {
        return value == null
                || (value instanceof String text && text.isBlank())
                || (value instanceof List<?> rows && rows.isEmpty());
    }

    private static String fitting(String text, int maxChars, String path) {
        if (text.codePointCount(0, text.length()) > maxChars) {
            throw new FieldFault(path, "longer than " + maxChars + " characters");
        }
        return text;
    }
}
