package org.yunzhen.mappings.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yunzhen.mappings.json.FhirJson;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/** Reads an {@link ElementPath} from its text. */
final class PathReader {
    private static final int CHARACTERS_MAX = 1000;
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,63}|`[^`]{1,64}`");
    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,9}");
    private static final Pattern TEXT = Pattern.compile("'((?:[^'\\\\]|\\\\['\\\\\"/])*+)'");
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,18}(?:\\.[0-9]{1,18})?");
    private static final Pattern SPACE = Pattern.compile("\\s*+");

    private final String text;
    private int at;

    private PathReader(String text) {
        this.text = text;
    }

    /**
     * @throws RefusedException 422 {@code not-supported} when it is none of these paths
     */
    static ElementPath read(String text) {
        PathReader reader = new PathReader(text);
        if (text.length() > CHARACTERS_MAX) {
            throw reader.notSupported();
        }
        reader.space();
        String type = reader.name();
        List<ElementPath.Step> steps = new ArrayList<>();
        reader.brackets(steps);
        while (reader.skip(".")) {
            reader.step(steps);
        }
        reader.space();
        if (reader.at < text.length()) {
            throw reader.notSupported();
        }
        return new ElementPath(type, List.copyOf(steps));
    }

    private void step(List<ElementPath.Step> steps) {
        String name = name();
        if (skip("(")) {
            function(name, steps);
            require(")");
        } else {
            steps.add(new ElementPath.Child(name));
        }
        brackets(steps);
    }

    private void brackets(List<ElementPath.Step> steps) {
        while (skip("[")) {
            space();
            steps.add(new ElementPath.At(Integer.parseInt(required(DIGITS))));
            require("]");
        }
    }

    private void function(String name, List<ElementPath.Step> steps) {
        space();
        switch (name) {
            case "first" -> steps.add(new ElementPath.At(0));
            case "last" -> steps.add(new ElementPath.Last());
            case "ofType" -> {
                skip("FHIR.");
                steps.add(new ElementPath.OfType(name()));
            }
            case "where" -> steps.add(new ElementPath.Where(tests()));
            case "extension" -> {
                steps.add(new ElementPath.Child(name));
                steps.add(
                        new ElementPath.Where(
                                List.of(
                                        new ElementPath.Test(
                                                List.of(new ElementPath.Child("url")),
                                                literal()))));
            }
            default -> throw notSupported();
        }
        space();
    }

    private List<ElementPath.Test> tests() {
        List<ElementPath.Test> tests = new ArrayList<>();
        do {
            space();
            List<ElementPath.Step> steps = new ArrayList<>();
            skip("$this.");
            step(steps);
            while (skip(".")) {
                step(steps);
            }
            space();
            require("=");
            tests.add(new ElementPath.Test(List.copyOf(steps), literal()));
            space();
        } while (skip("and "));
        return List.copyOf(tests);
    }

    private JsonNode literal() {
        space();
        Matcher quoted = TEXT.matcher(text).region(at, text.length());
        if (quoted.lookingAt()) {
            at = quoted.end();
            return FhirJson.text(quoted.group(1).replaceAll("\\\\(.)", "$1"));
        }
        if (skip("true")) {
            return BooleanNode.TRUE;
        }
        if (skip("false")) {
            return BooleanNode.FALSE;
        }
        return DecimalNode.valueOf(new BigDecimal(required(NUMBER)));
    }

    private String name() {
        return required(NAME).replace("`", "");
    }

    private void space() {
        required(SPACE);
    }

    private boolean skip(String symbol) {
        boolean there = text.startsWith(symbol, at);
        at += there ? symbol.length() : 0;
        return there;
    }

    private void require(String symbol) {
        if (!skip(symbol)) {
            throw notSupported();
        }
    }

    private String required(Pattern pattern) {
        Matcher matcher = pattern.matcher(text).region(at, text.length());
        if (!matcher.lookingAt()) {
            throw notSupported();
        }
        at = matcher.end();
        return matcher.group();
    }

    private RefusedException notSupported() {
        return new RefusedException(Refusal.NOT_SUPPORTED, "FHIRPath [" + at + "]");
    }
}
