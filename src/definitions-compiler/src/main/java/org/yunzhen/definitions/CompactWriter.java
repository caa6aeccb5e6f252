package org.yunzhen.definitions;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.yunzhen.definitions.Model.CodeSet;
import org.yunzhen.definitions.Model.Component;
import org.yunzhen.definitions.Model.Element;
import org.yunzhen.definitions.Model.Everything;
import org.yunzhen.definitions.Model.Param;
import org.yunzhen.definitions.Model.Path;
import org.yunzhen.definitions.Model.Step;
import org.yunzhen.definitions.Model.Structure;
import org.yunzhen.definitions.Model.TypeRef;

/**
 * Writes the compact form, which {@code org.yunzhen.mappings.definition.CompactReader} reads: a
 * table of strings, then code sets, structures, search parameters and the compartment as unsigned
 * variable-length numbers. A string is its index in the table plus one; 0 is none.
 */
final class CompactWriter {
    private static final int FORMAT = 1;

    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final Map<String, Integer> strings = new HashMap<>();
    private final List<String> table = new ArrayList<>();

    static byte[] write(Everything all) throws IOException {
        CompactWriter writer = new CompactWriter();
        writer.each(all.codeSets().values(), writer::codeSet);
        writer.each(all.structures().values(), writer::structure);
        writer.each(
                all.params().entrySet(),
                ofType -> {
                    writer.string(ofType.getKey());
                    writer.each(ofType.getValue(), writer::param);
                });
        writer.each(
                all.patientCompartment().entrySet(),
                ofType -> {
                    writer.string(ofType.getKey());
                    writer.each(ofType.getValue(), writer::string);
                });
        return writer.withTable();
    }

    private byte[] withTable() throws IOException {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(whole);
        out.writeInt(FORMAT);
        out.writeInt(table.size());
        for (String text : table) {
            out.writeUTF(text);
        }
        body.writeTo(out);
        return whole.toByteArray();
    }

    private void codeSet(CodeSet set) {
        string(set.url());
        number(set.closed() ? 1 : 0);
        each(
                set.codes().entrySet(),
                ofSystem -> {
                    string(ofSystem.getKey());
                    each(ofSystem.getValue(), this::string);
                });
    }

    private void structure(Structure structure) {
        string(structure.name());
        string(structure.kind().name());
        each(structure.elements(), this::element);
    }

    private void element(Element element) {
        string(element.name());
        number(element.min());
        number(element.max() == Integer.MAX_VALUE ? 0 : element.max());
        number(element.choice() ? 1 : 0);
        string(element.valueSet());
        each(element.types(), type -> type(element, type));
    }

    private void type(Element element, TypeRef type) {
        string(element.jsonName(type));
        string(type.code());
        string(type.structure());
        each(type.targets(), this::string);
    }

    private void param(Param param) {
        string(param.code());
        string(param.kind());
        string(param.url());
        each(param.targets(), this::string);
        each(param.paths(), this::path);
        each(param.components(), this::component);
    }

    private void component(Component component) {
        string(component.definition());
        number(component.fromRoot() ? 1 : 0);
        each(component.paths(), this::path);
    }

    private void path(Path path) {
        each(path.steps(), this::step);
        string(path.type());
        string(path.codeSystem());
        string(path.resolvesTo());
        number(path.truth() ? 1 : 0);
    }

    private void step(Step step) {
        string(step.property());
        number(step.index() + 1);
        string(step.whereProperty());
        string(step.whereValue());
    }

    private <T> void each(Collection<T> items, Consumer<T> write) {
        number(items.size());
        items.forEach(write);
    }

    private void string(String text) {
        number(text == null ? 0 : 1 + strings.computeIfAbsent(text, this::added));
    }

    private int added(String text) {
        table.add(text);
        return table.size() - 1;
    }

    /** Seven bits a byte, the low ones first; the high bit says that more follow. */
    private void number(int value) {
        int rest = value;
        while (rest > 0x7F) {
            body.write(rest & 0x7F | 0x80);
            rest >>>= 7;
        }
        body.write(rest);
    }
}
