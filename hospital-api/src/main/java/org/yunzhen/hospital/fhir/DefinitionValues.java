package org.yunzhen.hospital.fhir;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.yunzhen.hospital.store.Criterion.AmountTest;
import org.yunzhen.hospital.store.Criterion.DateTest;
import org.yunzhen.hospital.store.Criterion.TextMatch;
import org.yunzhen.hospital.store.Criterion.TextTest;
import org.yunzhen.mappings.definition.SearchParam;
import org.yunzhen.mappings.index.DateRange;
import org.yunzhen.mappings.index.IndexValue;
import org.yunzhen.mappings.index.IndexValue.Amount;
import org.yunzhen.mappings.index.IndexValue.Period;
import org.yunzhen.mappings.index.IndexValue.Ref;
import org.yunzhen.mappings.index.IndexValue.Text;
import org.yunzhen.mappings.index.IndexValue.Token;
import org.yunzhen.mappings.index.IndexValue.Uri;

/**
 * One value that is searched for, as a test of what a definition says that is not stored. Each
 * finds what the index finds among stored ones.
 */
final class DefinitionValues {
    private DefinitionValues() {}

    /**
     * The test.
     *
     * @param modifier without the colon, or null; not one that turns the test round
     * @param value as it was written, with its escapes
     */
    static Predicate<IndexValue> test(SearchParam param, String modifier, String value) {
        return switch (param.kind()) {
            case TOKEN ->
                    "text".equals(modifier) ? tokenText(value) : token(Escapes.split(value, '|'));
            case REFERENCE -> reference(param, modifier, Escapes.plain(value));
            case URI -> uri(modifier, Escapes.plain(value));
            case STRING -> text(modifier, Escapes.plain(value));
            case DATE -> date(Comparisons.date(param.code(), value));
            case NUMBER, QUANTITY -> amount(Comparisons.amount(param.code(), value));
            case COMPOSITE, SPECIAL -> throw new IllegalArgumentException(param.code());
        };
    }

    private static Predicate<IndexValue> token(List<String> parts) {
        String first = Escapes.plain(parts.get(0));
        if (parts.size() == 1) {
            return value -> value instanceof Token token && first.equals(token.code());
        }
        String code = Escapes.plain(String.join("|", parts.subList(1, parts.size())));
        return value ->
                value instanceof Token token
                        && token.code() != null
                        && first.equals(token.system() == null ? "" : token.system())
                        && (code.isEmpty() || code.equals(token.code()));
    }

    private static Predicate<IndexValue> tokenText(String value) {
        TextTest test = new TextTest(TextMatch.STARTS, Escapes.plain(value));
        return said ->
                said instanceof Token token && token.text() != null && test.holds(token.text());
    }

    /** What names no version is found by each: then that of R4 is meant. */
    private static Predicate<IndexValue> reference(
            SearchParam param, String modifier, String value) {
        List<String> types = modifier == null ? param.targets() : List.of(modifier);
        if (!value.contains("/") && !value.contains(":")) {
            return said ->
                    said instanceof Ref ref && types.contains(ref.type()) && value.equals(ref.id());
        }
        boolean isOf =
                modifier == null
                        || value.startsWith(modifier + "/")
                        || value.contains("/" + modifier + "/");
        String unversioned = versions(value).reduce((one, other) -> other).orElse(value);
        return said ->
                isOf
                        && said instanceof Ref ref
                        && (value.equals(ref.type() + "/" + ref.id())
                                || unversioned.equals(ref.url())
                                || ref.url() != null
                                        && versions(ref.url()).anyMatch(value::equals));
    }

    /** A canonical as it is written, and without its version. */
    private static Stream<String> versions(String canonical) {
        int bar = canonical.indexOf('|');
        return bar <= 0 ? Stream.of(canonical) : Stream.of(canonical, canonical.substring(0, bar));
    }

    private static Predicate<IndexValue> uri(String modifier, String value) {
        if ("below".equals(modifier)) {
            String path = value.endsWith("/") ? value : value + "/";
            return said ->
                    said instanceof Uri uri
                            && (uri.value().equals(value) || uri.value().startsWith(path));
        }
        Set<String> wanted =
                "above".equals(modifier)
                        ? Set.copyOf(UriPaths.above(value).distinct().toList())
                        : Set.of(value);
        return said -> said instanceof Uri uri && versions(uri.value()).anyMatch(wanted::contains);
    }

    private static Predicate<IndexValue> text(String modifier, String value) {
        TextMatch match =
                switch (modifier == null ? "" : modifier) {
                    case "exact" -> TextMatch.EXACT;
                    case "contains" -> TextMatch.CONTAINS;
                    default -> TextMatch.STARTS;
                };
        TextTest test = new TextTest(match, value);
        return said -> said instanceof Text text && test.holds(text.value());
    }

    private static Predicate<IndexValue> date(DateTest test) {
        return said ->
                said instanceof Period period
                        && test.holds(new DateRange(period.low(), period.high()));
    }

    private static Predicate<IndexValue> amount(AmountTest test) {
        return said -> said instanceof Amount amount && test.holds(amount);
    }
}
