package org.yunzhen.mappings.xml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamReader;
import org.yunzhen.mappings.definition.Primitive;
import org.yunzhen.mappings.json.FhirJson;
import org.yunzhen.mappings.xml.MalformedXmlException.Kind;

/**
 * The value of a primitive as the JSON node its type asks for. What does not fit the type stays
 * text, so that validation names it.
 */
final class PrimitiveText {
    private static final Pattern INTEGRAL = Pattern.compile("-?(?:0|[1-9][0-9]*+)");

    /** Nine digits of an exponent: a longer one is no number for JSON either. */
    private static final Pattern NUMBER =
            Pattern.compile("-?(?:0|[1-9][0-9]*+)(?:\\.[0-9]++)?(?:[eE][+-]?[0-9]{1,9})?");

    private static final int INT_DIGITS = 9;
    private static final int LONG_DIGITS = 18;

    private PrimitiveText() {}

    static JsonNode read(Primitive type, String text, XMLStreamReader xml) {
        return switch (type) {
            case BOOLEAN ->
                    switch (text) {
                        case "true" -> BooleanNode.TRUE;
                        case "false" -> BooleanNode.FALSE;
                        default -> FhirJson.text(text);
                    };
            case INTEGER, UNSIGNED_INT, POSITIVE_INT, DECIMAL -> number(text, xml);
            default -> FhirJson.text(text);
        };
    }

    private static JsonNode number(String text, XMLStreamReader xml) {
        if (text.chars().filter(Character::isDigit).count() > FhirJson.NUMBER_DIGITS_MAX) {
            throw new MalformedXmlException(Kind.LONG_NUMBER, xml.getLocation());
        }
        if (INTEGRAL.matcher(text).matches()) {
            return integral(text);
        }
        return NUMBER.matcher(text).matches()
                ? DecimalNode.valueOf(new BigDecimal(text))
                : FhirJson.text(text);
    }

    /** The smallest node that holds it, as reading JSON gives. */
    private static JsonNode integral(String text) {
        if (text.length() <= INT_DIGITS) {
            return IntNode.valueOf(Integer.parseInt(text));
        }
        if (text.length() <= LONG_DIGITS) {
            long value = Long.parseLong(text);
            boolean isInt = value == (int) value;
            return isInt ? IntNode.valueOf((int) value) : LongNode.valueOf(value);
        }
        BigInteger value = new BigInteger(text);
        return value.bitLength() < Long.SIZE
                ? LongNode.valueOf(value.longValue())
                : BigIntegerNode.valueOf(value);
    }
}
