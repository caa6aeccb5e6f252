package org.yunzhen.hospital.fhir.plain;

import java.util.List;

/** A condition of a search, as it stands in an address. */
public sealed interface Asked {
    /** Name and value, not yet encoded. */
    String text();

    /** The name, with its modifier. */
    String name();

    /** The values, parted by commas. */
    String value();

    /** A parameter of the type itself; one of the values, or none of them. */
    record Own(String code, String modifier, List<String> values) implements Asked {
        @Override
        public String text() {
            return name() + "=" + value();
        }

        @Override
        public String name() {
            return modifier == null ? code : code + ":" + modifier;
        }

        @Override
        public String value() {
            return String.join(",", values);
        }
    }

    /** Of what a reference leads to. */
    record Chained(String reference, String type, Asked of) implements Asked {
        @Override
        public String text() {
            return name() + "=" + value();
        }

        @Override
        public String name() {
            return reference + ":" + type + "." + of.name();
        }

        @Override
        public String value() {
            return of.value();
        }
    }

    /** Of what refers to it. */
    record Referred(String type, String reference, Asked of) implements Asked {
        @Override
        public String text() {
            return name() + "=" + value();
        }

        @Override
        public String name() {
            return "_has:" + type + ":" + reference + ":" + of.name();
        }

        @Override
        public String value() {
            return of.value();
        }
    }
}
