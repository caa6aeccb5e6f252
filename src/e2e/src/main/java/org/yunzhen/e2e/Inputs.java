package org.yunzhen.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;

/** The {@code Parameters} of a call of an operation, built value by value. */
public final class Inputs {
    private final ObjectNode tree =
            JsonNodeFactory.instance.objectNode().put("resourceType", "Parameters");

    private Inputs() {}

    /** Nothing yet. */
    public static Inputs none() {
        return new Inputs();
    }

    public Inputs reference(String name, String target) {
        named(name).putObject("valueReference").put("reference", target);
        return this;
    }

    /**
     * A value of a simple type.
     *
     * @param type {@code String}, {@code Code}, {@code Date} …
     */
    public Inputs text(String name, String type, String value) {
        named(name).put("value" + type, value);
        return this;
    }

    public Inputs flag(String name, boolean value) {
        named(name).put("valueBoolean", value);
        return this;
    }

    public Inputs number(String name, int value) {
        named(name).put("valueInteger", value);
        return this;
    }

    public Inputs value(String name, String type, JsonNode value) {
        named(name).set("value" + type, value);
        return this;
    }

    /** An amount of yuan, {@code 0.00}. */
    public Inputs yuan(String name, String amount) {
        named(name)
                .putObject("valueMoney")
                .put("value", new BigDecimal(amount))
                .put("currency", "CNY");
        return this;
    }

    public Inputs resource(String name, JsonNode resource) {
        named(name).set("resource", resource);
        return this;
    }

    /** A parameter of parts; they are added to what is returned. */
    public ArrayNode parts(String name) {
        return named(name).putArray("part");
    }

    /** As it is sent. */
    public String json() {
        return tree.toString();
    }

    private ObjectNode named(String name) {
        return tree.withArray("parameter").addObject().put("name", name);
    }
}
