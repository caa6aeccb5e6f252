package org.yunzhen.mappings.validate;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yunzhen.mappings.xml.HtmlCharacters;

/**
 * The XHTML of a narrative: one {@code div}, well nested, nothing active (R4, Narrative, txt-1 and
 * txt-2).
 */
final class NarrativeText {
    /** HTML 4.0 chapters 7 to 11 without 9.4, and 15, links and images: what R4 allows. */
    private static final Set<String> ELEMENTS =
            Set.of(
                    ("div span h1 h2 h3 h4 h5 h6 address bdo em strong dfn code samp kbd var cite abbr"
                                    + " acronym blockquote q sub sup p br pre ul ol li dl dt dd table"
                                    + " caption thead tfoot tbody colgroup col tr th td tt i b big small"
                                    + " strike s u font hr a img")
                            .split(" "));

    private static final Set<String> ATTRIBUTES =
            Set.of(
                    ("xmlns name href title id class style lang xml:lang dir src alt height width border"
                                    + " colspan rowspan align valign summary span cellpadding"
                                    + " cellspacing char charoff scope headers abbr axis rules frame"
                                    + " bgcolor color face size nowrap clear type start value compact"
                                    + " noshade cite")
                            .split(" "));

    private static final Pattern BLANK = Pattern.compile("[\\s\\p{Cntrl}]");
    private static final Pattern SCHEME = Pattern.compile("^[^/?#]*:");
    private static final List<String> SAFE_ADDRESSES =
            List.of("http:", "https:", "ftp:", "mailto:", "tel:", "urn:", "data:image/");
    private static final List<String> UNSAFE_STYLE =
            List.of("expression(", "url(", "script:", "@import", "&#", "\\");

    /** An image that stands in the style itself loads nothing. */
    private static final String IMAGE_IN_STYLE = "url(data:image/";

    private static final String NAMESPACE = "http://www.w3.org/1999/xhtml";

    private static final Pattern COMMENT = Pattern.compile("<!--(?!-?>)[^-]*+(?:-[^-]++)*+-->");
    private static final Pattern CLOSING = Pattern.compile("</([A-Za-z][\\w:]*+)\\s*+>");
    private static final Pattern OPENING =
            Pattern.compile(
                    "<([A-Za-z][\\w:]*+)((?:\\s++[\\w:.-]++\\s*+=\\s*+(?:\"[^\"<]*+\"|'[^'<]*+'))*+)\\s*+(/?)>");
    private static final Pattern ATTRIBUTE =
            Pattern.compile("([\\w:.-]++)\\s*+=\\s*+(?:\"([^\"]*+)\"|'([^']*+)')");
    private static final Pattern REFERENCE =
            Pattern.compile("&(?:([A-Za-z][A-Za-z0-9]*+)|#[0-9]++|#x[0-9A-Fa-f]++);");

    private final String text;
    private final Deque<String> open = new ArrayDeque<>();
    private int at;
    private boolean hasContent;

    private NarrativeText(String text) {
        this.text = text;
    }

    /** What the text breaks, or null if it is sound. */
    static String breach(String text) {
        String trimmed = text.strip();
        if (!trimmed.startsWith("<div")) {
            return "<div>";
        }
        return new NarrativeText(trimmed).breach();
    }

    private String breach() {
        while (at < text.length()) {
            String breach = text.charAt(at) == '<' ? tag() : characters();
            if (breach != null) {
                return breach;
            }
            if (open.isEmpty() && at < text.length()) {
                return "</div>";
            }
        }
        if (!open.isEmpty()) {
            return "</" + open.peek() + ">";
        }
        return hasContent ? null : "txt-2";
    }

    private String characters() {
        int end = text.indexOf('<', at);
        end = end < 0 ? text.length() : end;
        for (int i = at; i < end; i++) {
            char c = text.charAt(i);
            if (c == '&' && !isReference(text, i, end)) {
                return "&";
            }
            if (c < ' ' && !Character.isWhitespace(c)) {
                return "U+%04X".formatted((int) c);
            }
            hasContent |= !Character.isWhitespace(c);
        }
        at = end;
        return null;
    }

    /** Whether an ampersand begins a reference to a character that XML or HTML 4 has. */
    private static boolean isReference(String text, int at, int end) {
        Matcher reference = REFERENCE.matcher(text).region(at, end);
        return reference.lookingAt()
                && (reference.group(1) == null || HtmlCharacters.named(reference.group(1)) >= 0);
    }

    private String tag() {
        Matcher comment = COMMENT.matcher(text).region(at, text.length());
        if (comment.lookingAt()) {
            at = comment.end();
            return null;
        }
        Matcher closing = CLOSING.matcher(text).region(at, text.length());
        if (closing.lookingAt()) {
            at = closing.end();
            return closing.group(1).equals(open.poll()) ? null : closing.group();
        }
        Matcher opening = OPENING.matcher(text).region(at, text.length());
        if (!opening.lookingAt()) {
            return "<";
        }
        at = opening.end();
        return opened(opening.group(1), opening.group(2), opening.group(3).isEmpty());
    }

    private String opened(String name, String attributes, boolean stays) {
        if (!ELEMENTS.contains(name)) {
            return "<" + Faults.shown(name) + ">";
        }
        Set<String> named = new HashSet<>();
        Matcher attribute = ATTRIBUTE.matcher(attributes);
        while (attribute.find()) {
            String value = attribute.group(2) != null ? attribute.group(2) : attribute.group(3);
            if (!named.add(attribute.group(1)) || !isAllowed(attribute.group(1), value)) {
                return Faults.shown(attribute.group(1));
            }
        }
        if (open.isEmpty() && !named.contains("xmlns")) {
            return "xmlns";
        }
        hasContent |= name.equals("img");
        if (stays) {
            open.push(name);
        }
        return null;
    }

    private static boolean isAllowed(String name, String value) {
        int ampersand = value.indexOf('&');
        while (ampersand >= 0) {
            if (!isReference(value, ampersand, value.length())) {
                return false;
            }
            ampersand = value.indexOf('&', ampersand + 1);
        }
        return ATTRIBUTES.contains(name)
                && !isActive(name, value)
                && (!name.equals("xmlns") || value.equals(NAMESPACE));
    }

    /** Something that runs or loads code, also one that hides behind a character reference. */
    private static boolean isActive(String name, String value) {
        return switch (name) {
            case "href", "src", "cite" -> {
                String address = plain(value);
                yield address.contains("&#")
                        || (SCHEME.matcher(address).find() && !hasSafeScheme(address));
            }
            case "style" -> {
                String style = plain(value).replace(IMAGE_IN_STYLE, "");
                yield UNSAFE_STYLE.stream().anyMatch(style::contains);
            }
            default -> false;
        };
    }

    private static String plain(String value) {
        return BLANK.matcher(value).replaceAll("").toLowerCase(Locale.ROOT);
    }

    private static boolean hasSafeScheme(String address) {
        return SAFE_ADDRESSES.stream().anyMatch(address::startsWith);
    }
}
