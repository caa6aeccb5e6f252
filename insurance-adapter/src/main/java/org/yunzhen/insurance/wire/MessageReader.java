package org.yunzhen.insurance.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * From the platform's JSON to a message record. Strict where money depends on it (a number is exact
 * or a fault), lenient where builds differ (unknown fields are passed over, numbers may be written
 * as text, an empty text means absent, a list of one may come without its brackets).
 */
public final class MessageReader {
    private static final Pattern PLAIN_NUMBER = Pattern.compile("-?\\d{1,20}(\\.\\d{1,20})?");

    private MessageReader() {}

    /**
     * Reads a whole {@code output} (or {@code input}) node.
     *
     * @param output the node, may be null or missing when the record requires nothing of it
     * @throws FieldFault naming the first field that is missing or not of its type
     */
    public static <T extends Record> T read(JsonNode output, Class<T> type) {
        RecordShape shape = RecordShape.of(type);
        JsonNode node = output == null ? MissingNode.getInstance() : output;
        if (shape.nodes().isEmpty()) {
            return type.cast(object(node, shape, "output"));
        }
        String path = "output." + shape.nodes().get(0);
        return type.cast(object(firstOf(node, shape.nodes()), shape, path));
    }

    private static Record object(JsonNode node, RecordShape shape, String path) {
        boolean needsSomething = shape.fields().stream().anyMatch(RecordShape.Field::required);
        if (!node.isObject() && (needsSomething || !isAbsent(node))) {
            throw new FieldFault(path, isAbsent(node) ? "missing" : "not an object");
        }
        Object[] values =
                shape.fields().stream().map(f -> value(node, f, path + "." + f.name())).toArray();
        return shape.create(values, path);
    }

    private static Object value(JsonNode parent, RecordShape.Field field, String path) {
        JsonNode node = present(parent, field);
        if (isAbsent(node)) {
            if (field.required()) {
                throw new FieldFault(path, "missing");
            }
            return field.element() == null ? null : List.of();
        }
        if (field.element() != null) {
            return rows(node, field, path);
        }
        if (field.type().isRecord()) {
            return object(node, RecordShape.of(field.type()), path);
        }
        return scalar(node, field, path);
    }

    private static List<Record> rows(JsonNode node, RecordShape.Field field, String path) {
        RecordShape shape = RecordShape.of(field.element());
        if (!node.isArray()) {
            return List.of(object(node, shape, path));
        }
        List<Record> rows = new ArrayList<>();
        for (JsonNode row : node) {
            rows.add(object(row, shape, path + "[" + rows.size() + "]"));
        }
        return List.copyOf(rows);
    }

    private static Object scalar(JsonNode node, RecordShape.Field field, String path) {
        if (!node.isValueNode()) {
            throw new FieldFault(path, "not a single value");
        }
        Class<?> type = field.type();
        if (type == String.class) {
            return node.asText();
        } else if (type == BigDecimal.class) {
            return field.decimals().exact(number(node, path), path);
        } else if (type == Integer.class) {
            return field.decimals().exact(number(node, path), path).intValueExact();
        } else if (type == LocalDate.class) {
            return WireTime.date(node.asText(), path);
        } else if (type == LocalDateTime.class) {
            return WireTime.time(node.asText(), path);
        }
        throw new IllegalStateException("no way to read " + type + " at " + path);
    }

    private static BigDecimal number(JsonNode node, String path) {
        if (node.isNumber()) {
            return node.decimalValue();
        }
        if (node.isTextual() && PLAIN_NUMBER.matcher(node.textValue()).matches()) {
            return new BigDecimal(node.textValue());
        }
        throw new FieldFault(path, "not a number");
    }

    private static JsonNode present(JsonNode parent, RecordShape.Field field) {
        JsonNode node = parent.path(field.name());
        return isAbsent(node) ? firstOf(parent, field.otherNames()) : node;
    }

    private static JsonNode firstOf(JsonNode parent, List<String> names) {
        return names.stream()
                .map(parent::path)
                .filter(node -> !isAbsent(node))
                .findFirst()
                .orElse(MissingNode.getInstance());
    }

    private static boolean isAbsent(JsonNode node) {
        return node.isMissingNode()
                || node.isNull()
                || (node.isTextual() && node.textValue().isEmpty())
                || (node.isArray() && node.isEmpty());
    }
}
