package org.yunzhen.mappings.link;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The addresses in the XHTML of a narrative: of links and of images. */
final class NarrativeLinks {
    /**
     * A comment, or the start tag of a link or an image; one that does not end hides all the rest.
     */
    private static final Pattern TAG =
            Pattern.compile(
                    "<!--[^-]*+(?:-(?!->)[^-]*+)*+(?:-->|\\z)"
                            + "|<(?:a|img)((?:\\s++[\\w:.-]++\\s*+=\\s*+(?:\"[^\"<]*+\"|'[^'<]*+'))*+)\\s*+/?>");

    private static final Pattern ATTRIBUTE =
            Pattern.compile("([\\w:.-]++)\\s*+=\\s*+(?:\"([^\"]*+)\"|'([^']*+)')");

    private static final Set<String> ADDRESSES = Set.of("href", "src");

    private NarrativeLinks() {}

    /** The same narrative, its addresses answered by {@code links}. */
    static String visit(String xhtml, Links links) {
        Matcher tag = TAG.matcher(xhtml);
        StringBuilder out = new StringBuilder(xhtml.length());
        int copied = 0;
        while (tag.find()) {
            if (tag.group(1) != null) {
                out.append(xhtml, copied, tag.start(1));
                attributes(out, tag.group(1), links);
                copied = tag.end(1);
            }
        }
        return out.append(xhtml, copied, xhtml.length()).toString();
    }

    private static void attributes(StringBuilder out, String attributes, Links links) {
        Matcher attribute = ATTRIBUTE.matcher(attributes);
        int copied = 0;
        while (attribute.find()) {
            int value = attribute.group(2) == null ? 3 : 2;
            String said = attribute.group(value).replace("&amp;", "&");
            String now = ADDRESSES.contains(attribute.group(1)) ? links.address(said) : said;
            if (!now.equals(said)) {
                out.append(attributes, copied, attribute.start(value));
                out.append(now.replace("&", "&amp;"));
                copied = attribute.end(value);
            }
        }
        out.append(attributes, copied, attributes.length());
    }
}
