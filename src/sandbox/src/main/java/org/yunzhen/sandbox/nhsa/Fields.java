package org.yunzhen.sandbox.nhsa;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads the fields of one JSON object by the platform's notation: C30! is {@code text(name, 30)},
 * C30 is {@code optional(name, 30)}, N16,2! is {@code fen(name)}. Numbers may arrive as JSON
 * numbers or as strings. A digit too many is refused, never rounded away.
 */
final class Fields {
    static final DateTimeFormatter TIME = strict("uuuu-MM-dd HH:mm:ss");
    private static final DateTimeFormatter DATE = strict("uuuu-MM-dd");
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,14}(\\.\\d{1,8})?");

    private final JsonNode object;

    private Fields(JsonNode object) {
        this.object = object;
    }

    private static DateTimeFormatter strict(String pattern) {
        return DateTimeFormatter.ofPattern(pattern).withResolverStyle(ResolverStyle.STRICT);
    }

    static Fields of(JsonNode object) {
        return new Fields(object);
    }

    /** The object below a name, which must be there. */
    Fields child(String name) {
        JsonNode child = object.path(name);
        Refused.unless(child.isObject(), "缺少输入节点：" + name);
        return new Fields(child);
    }

    /** The objects of the array below a name; a single object counts as an array of one. */
    List<Fields> children(String name) {
        JsonNode child = object.path(name);
        Refused.unless(child.isObject() || child.isArray(), "缺少输入节点：" + name);
        List<Fields> all = new ArrayList<>();
        if (child.isObject()) {
            all.add(new Fields(child));
        }
        if (child.isArray()) {
            child.forEach(element -> all.add(new Fields(element)));
        }
        return all;
    }

    /** A mandatory text of at most so many characters. */
    String text(String name, int max) {
        String value = optional(name, max);
        Refused.unless(!value.isEmpty(), "必填字段为空：" + name);
        return value;
    }

    /** A text of at most so many characters, empty when absent. */
    String optional(String name, int max) {
        JsonNode value = object.path(name);
        Refused.unless(!value.isContainerNode(), "字段类型错误：" + name);
        String text = value.isNull() ? "" : value.asText("");
        Refused.unless(text.length() <= max, "字段超长：" + name + "（最大" + max + "）");
        return text;
    }

    /** A mandatory value of a code table. */
    String code(String name, Set<String> allowed) {
        String value = text(name, 30);
        Refused.unless(allowed.contains(value), "字段取值不在字典范围：" + name + "=" + value);
        return value;
    }

    /** A mandatory amount of money, N16,2!, in fen; negative amounts are refused. */
    long fen(String name) {
        return decimal(name, 2).movePointRight(2).longValueExact();
    }

    /** An amount in fen, 0 when absent. */
    long optionalFen(String name) {
        return optional(name, 30).isEmpty() ? 0 : fen(name);
    }

    /** A mandatory number that is not negative and has at most so many decimals. */
    BigDecimal decimal(String name, int decimals) {
        BigDecimal value = signed(name, decimals);
        Refused.unless(value.signum() >= 0, "金额或数量不能为负：" + name);
        return value;
    }

    /** A mandatory number of at most so many decimals; totals of a day may be negative. */
    BigDecimal signed(String name, int decimals) {
        String text = text(name, 30);
        Refused.unless(NUMBER.matcher(text).matches(), "字段不是数值：" + name + "=" + text);
        BigDecimal value = plain(new BigDecimal(text));
        Refused.unless(value.scale() <= decimals, "小数位数超限：" + name + "（最多" + decimals + "位）");
        return value;
    }

    /** The shortest form without an exponent, so that equal numbers are equal objects. */
    static BigDecimal plain(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    /** A mandatory yyyy-MM-dd HH:mm:ss. */
    LocalDateTime time(String name) {
        String text = text(name, 19);
        try {
            return LocalDateTime.parse(text, TIME);
        } catch (DateTimeParseException notATime) {
            throw new Refused("时间格式错误：" + name + "=" + text);
        }
    }

    /** A mandatory yyyy-MM-dd; a time after it is cut off, as callers send both. */
    LocalDate date(String name) {
        String text = text(name, 19);
        try {
            return LocalDate.parse(text.substring(0, Math.min(10, text.length())), DATE);
        } catch (DateTimeParseException notADate) {
            throw new Refused("日期格式错误：" + name + "=" + text);
        }
    }
}
