package org.yunzhen.mappings.validate;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.Set;
import org.yunzhen.mappings.definition.CodeSet;
import org.yunzhen.mappings.definition.DateTimeText;
import org.yunzhen.mappings.definition.DateTimeText.Precision;
import org.yunzhen.mappings.definition.Primitive;
import org.yunzhen.mappings.definition.Property;
import org.yunzhen.mappings.definition.RelativeReference;

/** Checks values of primitive types against the formats of R4's data type page. */
final class PrimitiveCheck {
    /** R4 limits strings, and the types derived from them, to 1 MB. */
    private static final int TEXT_MAX = 1024 * 1024;

    private static final Set<Primitive> UNLIMITED =
            EnumSet.of(Primitive.BASE64_BINARY, Primitive.XHTML);

    /** Digits that count. R4 asks for 18. */
    private static final int DECIMAL_DIGITS_MAX = 100;

    /**
     * Digits before and after the point, the zeros among them: what a double can tell. Without a
     * bound a few bytes such as {@code 1e999999999} would fill the memory of whoever writes them
     * out.
     */
    private static final int DECIMAL_SCALE_MAX = 308;

    private final Faults faults;

    PrimitiveCheck(Faults faults) {
        this.faults = faults;
    }

    void check(Property property, JsonNode value) {
        Primitive type = property.primitive();
        switch (type) {
            case BOOLEAN -> expect(value.isBoolean(), type, value);
            case INTEGER -> integer(type, value, Integer.MIN_VALUE);
            case UNSIGNED_INT -> integer(type, value, 0);
            case POSITIVE_INT -> integer(type, value, 1);
            case DECIMAL -> decimal(type, value);
            default -> {
                if (expect(value.isTextual(), type, value)) {
                    text(property, value.textValue());
                }
            }
        }
    }

    private boolean expect(boolean fits, Primitive type, JsonNode value) {
        if (!fits) {
            faults.add(
                    value.isNull() ? FaultKind.NULL_VALUE : FaultKind.WRONG_JSON_TYPE,
                    type.fhirName());
        }
        return fits;
    }

    private void integer(Primitive type, JsonNode value, int least) {
        if (!expect(value.isNumber(), type, value)) {
            return;
        }
        if (!value.isIntegralNumber()) {
            faults.add(FaultKind.BAD_FORMAT, type.fhirName());
        } else if (!value.canConvertToInt() || value.intValue() < least) {
            faults.add(FaultKind.OUT_OF_RANGE, type.fhirName());
        }
    }

    private void decimal(Primitive type, JsonNode value) {
        if (!expect(value.isNumber(), type, value) || value.isInt() || value.isLong()) {
            return;
        }
        BigDecimal number = value.decimalValue();
        boolean tooLong =
                Math.abs((long) number.scale()) > DECIMAL_SCALE_MAX
                        || number.precision() > DECIMAL_DIGITS_MAX;
        if (tooLong) {
            faults.add(FaultKind.OUT_OF_RANGE, type.fhirName());
        }
    }

    private void text(Property property, String text) {
        Primitive type = property.primitive();
        if (text.isEmpty()) {
            faults.add(FaultKind.EMPTY);
        } else if (text.length() > TEXT_MAX && !UNLIMITED.contains(type)) {
            faults.add(FaultKind.TOO_LONG, TEXT_MAX);
        } else if (type == Primitive.XHTML) {
            String breach = NarrativeText.breach(text);
            if (breach != null) {
                faults.add(FaultKind.UNSAFE_NARRATIVE, breach);
            }
        } else if (!isWellFormed(type, text)) {
            faults.add(FaultKind.BAD_FORMAT, type.fhirName());
        } else if (type == Primitive.CODE) {
            code(property.codeSet(), text);
        }
    }

    private void code(CodeSet required, String code) {
        if (required != null && required.isClosed() && !required.contains(code)) {
            faults.add(FaultKind.UNKNOWN_CODE, Faults.shown(code), required.url());
        }
    }

    private static boolean isWellFormed(Primitive type, String text) {
        return switch (type) {
            case STRING, MARKDOWN -> TextForms.isString(text);
            case CODE -> TextForms.isCode(text);
            case ID -> RelativeReference.isId(text);
            case URI, URL, CANONICAL -> TextForms.isUri(text);
            case OID -> TextForms.isOid(text);
            case UUID -> TextForms.isUuid(text);
            case BASE64_BINARY -> TextForms.isBase64(text);
            case DATE -> isMoment(text, Precision.YEAR, Precision.DAY);
            case DATE_TIME -> isMoment(text, Precision.YEAR, Precision.SECOND);
            case INSTANT -> isMoment(text, Precision.SECOND, Precision.SECOND);
            case TIME -> TextForms.isTime(text);
            default -> throw new IllegalStateException(type + " is no text");
        };
    }

    /** In a resource a time of day has its seconds and its offset. */
    private static boolean isMoment(String text, Precision least, Precision most) {
        DateTimeText moment = DateTimeText.parse(text);
        return moment != null
                && moment.precision().compareTo(least) >= 0
                && moment.precision().compareTo(most) <= 0
                && moment.precision() != Precision.MINUTE
                && (moment.precision() == Precision.SECOND) == (moment.offset() != null);
    }
}
