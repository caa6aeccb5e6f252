package org.yunzhen.hospital.fhir.plain;

import ca.uhn.fhir.rest.api.RestSearchParameterTypeEnum;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Locale;
import org.hl7.fhir.instance.model.api.IBase;
import org.hl7.fhir.r4.model.BaseDateTimeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Enumeration;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.PrimitiveType;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Reference;

/** Whether a value matches (R4 section 3.1.1.4). */
final class PlainValues {
    private PlainValues() {}

    static boolean matches(
            RestSearchParameterTypeEnum type, String modifier, IBase found, String value) {
        return switch (type) {
            case TOKEN -> token(found, value);
            case STRING -> string(modifier, found, value);
            case DATE -> date(found, value);
            case QUANTITY -> found instanceof Quantity quantity && quantity(quantity, value);
            case REFERENCE -> ((Reference) found).getReference().equals(value);
            default -> throw new IllegalArgumentException(type.name());
        };
    }

    private static boolean token(IBase found, String value) {
        if (found instanceof CodeableConcept concept) {
            return concept.getCoding().stream().anyMatch(coding -> token(coding, value));
        }
        if (found instanceof Coding coding) {
            return token(coding.getSystem(), coding.getCode(), value);
        }
        if (found instanceof Identifier identifier) {
            return token(identifier.getSystem(), identifier.getValue(), value);
        }
        if (found instanceof Enumeration<?> code) {
            return token(code.getSystem(), code.getValueAsString(), value);
        }
        return token(null, ((PrimitiveType<?>) found).getValueAsString(), value);
    }

    private static boolean token(String system, String code, String value) {
        int bar = value.indexOf('|');
        if (bar < 0) {
            return value.equals(code);
        }
        String wanted = value.substring(bar + 1);
        boolean ofSystem = bar == 0 ? system == null : value.substring(0, bar).equals(system);
        return ofSystem && (wanted.isEmpty() || wanted.equals(code));
    }

    private static boolean string(String modifier, IBase found, String value) {
        String text = ((PrimitiveType<?>) found).getValueAsString();
        String folded = text.toLowerCase(Locale.ROOT);
        String wanted = value.toLowerCase(Locale.ROOT);
        return switch (modifier == null ? "" : modifier) {
            case "exact" -> text.equals(value);
            case "contains" -> folded.contains(wanted);
            default -> folded.startsWith(wanted);
        };
    }

    /** From a day on, before another. */
    private record Days(LocalDate low, LocalDate high) {
        static Days of(String text) {
            return switch (text.length()) {
                case 4 -> {
                    LocalDate first = LocalDate.parse(text + "-01-01");
                    yield new Days(first, first.plusYears(1));
                }
                case 7 -> {
                    LocalDate first = LocalDate.parse(text + "-01");
                    yield new Days(first, first.plusMonths(1));
                }
                default -> new Days(LocalDate.parse(text), LocalDate.parse(text).plusDays(1));
            };
        }

        static Days of(Period period) {
            return new Days(
                    period.hasStart()
                            ? of(period.getStartElement().getValueAsString()).low
                            : LocalDate.MIN,
                    period.hasEnd()
                            ? of(period.getEndElement().getValueAsString()).high
                            : LocalDate.MAX);
        }

        boolean within(Days other) {
            return !low.isBefore(other.low) && !high.isAfter(other.high);
        }
    }

    private static boolean date(IBase found, String value) {
        Days there =
                found instanceof Period period
                        ? Days.of(period)
                        : Days.of(((BaseDateTimeType) found).getValueAsString());
        Days asked = Days.of(digits(value));
        return switch (prefix(value)) {
            case "ne" -> !there.within(asked);
            case "gt" -> there.high.isAfter(asked.high);
            case "lt" -> there.low.isBefore(asked.low);
            case "ge" -> there.high.isAfter(asked.high) || there.within(asked);
            case "le" -> there.low.isBefore(asked.low) || there.within(asked);
            case "sa" -> !there.low.isBefore(asked.high);
            case "eb" -> !there.high.isAfter(asked.low);
            default -> there.within(asked);
        };
    }

    private static boolean quantity(Quantity there, String value) {
        String[] parts = value.split("\\|", -1);
        BigDecimal asked = new BigDecimal(digits(parts[0]));
        BigDecimal half = BigDecimal.valueOf(5).scaleByPowerOfTen(-asked.scale() - 1);
        BigDecimal unit = BigDecimal.ONE;
        if (parts.length == 3) {
            unit = milligrams(there.getCode()).divide(milligrams(parts[2]));
        }
        BigDecimal number = there.getValue().multiply(unit);
        boolean equal =
                number.compareTo(asked.subtract(half)) >= 0
                        && number.compareTo(asked.add(half)) < 0;
        int compared = number.compareTo(asked);
        return switch (prefix(parts[0])) {
            case "ne" -> !equal;
            case "gt", "sa" -> compared > 0;
            case "lt", "eb" -> compared < 0;
            case "ge" -> compared >= 0;
            case "le" -> compared <= 0;
            default -> equal;
        };
    }

    private static BigDecimal milligrams(String unit) {
        return switch (unit) {
            case "mg" -> BigDecimal.ONE;
            case "g" -> BigDecimal.valueOf(1000);
            default -> throw new IllegalArgumentException(unit);
        };
    }

    private static String prefix(String value) {
        return Character.isLetter(value.charAt(0)) ? value.substring(0, 2) : "";
    }

    private static String digits(String value) {
        return value.substring(prefix(value).length());
    }
}
