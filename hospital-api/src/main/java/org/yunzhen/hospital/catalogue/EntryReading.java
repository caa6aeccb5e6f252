package org.yunzhen.hospital.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.yunzhen.mappings.code.Coded;
import org.yunzhen.mappings.code.InsuranceClass;
import org.yunzhen.mappings.identifier.Extensions;
import org.yunzhen.mappings.money.FhirMoney;
import org.yunzhen.mappings.money.Money;
import org.yunzhen.mappings.refusal.Issue;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/**
 * Reads what a document says of an entry of the catalogue and gathers what it should say and does
 * not, so that its writer is told of everything at once.
 */
final class EntryReading {
    private static final String TRANSLATION = "http://hl7.org/fhir/StructureDefinition/translation";
    private static final String ENGLISH = "en";

    /** Who sends thousands of codes without names is told of the first of them. */
    private static final int FAULTS_TOLD_MAX = 100;

    /** A price of more could not be told to the insurer ({@code pric}, numeric of 16 and 6). */
    private static final Money PRICE_MAX = Money.ofYuan("9999999999.99");

    private final List<Issue> faults = new ArrayList<>();

    /** The element lacks, or cannot be read. */
    void fault(String element) {
        if (faults.size() < FAULTS_TOLD_MAX) {
            faults.add(Issue.of(Refusal.CATALOGUE_ENTRY_UNREADABLE, element).at(element));
        }
    }

    /** Refuses the document for all that was found; does nothing when all could be read. */
    void end() {
        if (!faults.isEmpty()) {
            throw new RefusedException(faults);
        }
    }

    /** A text or number that has to be there. */
    String text(JsonNode value, String element) {
        String text = value.isValueNode() ? value.asText().strip() : "";
        if (text.isEmpty()) {
            fault(element);
        }
        return text;
    }

    /** A number that has to be there, and above zero. */
    String positive(JsonNode value, String element) {
        BigDecimal number = value.isNumber() ? value.decimalValue() : BigDecimal.ZERO;
        if (number.signum() <= 0) {
            fault(element);
        }
        return number.toPlainString();
    }

    /** The one amount of money that has to be there, in CNY. */
    String price(List<JsonNode> amounts, String element) {
        Optional<Money> price =
                amounts.size() == 1 ? FhirMoney.read(amounts.get(0)) : Optional.empty();
        if (price.filter(EntryReading::canBeCharged).isEmpty()) {
            fault(element);
            return "";
        }
        return price.get().yuan().toPlainString();
    }

    private static boolean canBeCharged(Money price) {
        return price.yuan().signum() >= 0 && price.compareTo(PRICE_MAX) <= 0;
    }

    /** The class by which insurance pays for it, as the rows write it. */
    String insuranceClass(JsonNode document, String type) {
        List<String> codes = codes(document, Extensions.INSURANCE_CLASS);
        Optional<InsuranceClass> known =
                codes.size() == 1
                        ? Coded.find(InsuranceClass.class, codes.get(0))
                        : Optional.empty();
        if (known.isEmpty()) {
            fault(extension(type, Extensions.INSURANCE_CLASS));
            return "";
        }
        return switch (known.get()) {
            case A -> "甲";
            case B -> "乙";
            case C -> "丙";
        };
    }

    /** The first day on which a document holds, or null where it says none. */
    LocalDate day(JsonNode day, String element) {
        if (day.isMissingNode()) {
            return null;
        }
        try {
            return LocalDate.parse(day.asText());
        } catch (DateTimeParseException notAWholeDay) {
            fault(element);
            return null;
        }
    }

    /** How an outcome names an extension (FHIRPath). */
    static String extension(String path, String url) {
        return "%s.extension('%s')".formatted(path, url);
    }

    /** How an outcome names the coding of a system in the code of a document (FHIRPath). */
    static String codeOf(String type, String system) {
        return "%s.code.coding.where(system='%s')".formatted(type, system);
    }

    /** The coding of a system in a CodeableConcept; missing when it has none. */
    static JsonNode coding(JsonNode concept, String system) {
        return elements(concept.path("coding"))
                .filter(coding -> coding.path("system").asText().equals(system))
                .findFirst()
                .orElse(MissingNode.getInstance());
    }

    /** The English of a text whose element is Chinese; the text itself where there is none. */
    static String english(JsonNode bearer, String property) {
        return elements(bearer.path("_" + property).path("extension"))
                .filter(extension -> extension.path("url").asText().equals(TRANSLATION))
                .filter(translation -> part(translation, "lang").asText().startsWith(ENGLISH))
                .map(translation -> part(translation, "content").asText())
                .filter(text -> !text.isBlank())
                .findFirst()
                .orElse(bearer.path(property).asText());
    }

    /** The codes that extensions of an address have. */
    static List<String> codes(JsonNode bearer, String url) {
        return extensions(bearer, url).map(e -> e.path("valueCode").asText()).toList();
    }

    /** The extensions of an address. */
    static Stream<JsonNode> extensions(JsonNode bearer, String url) {
        return elements(bearer.path("extension"))
                .filter(extension -> extension.path("url").asText().equals(url));
    }

    /** What an array has, in its order. */
    static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static JsonNode part(JsonNode extension, String name) {
        return elements(extension.path("extension"))
                .filter(part -> part.path("url").asText().equals(name))
                .map(
                        part ->
                                part.has("valueCode")
                                        ? part.get("valueCode")
                                        : part.path("valueString"))
                .findFirst()
                .orElse(MissingNode.getInstance());
    }
}
