package org.yunzhen.definitions;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
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
import org.yunzhen.definitions.Model.Invariant;
import org.yunzhen.definitions.Model.Kind;
import org.yunzhen.definitions.Model.Param;
import org.yunzhen.definitions.Model.Path;
import org.yunzhen.definitions.Model.Step;
import org.yunzhen.definitions.Model.Structure;
import org.yunzhen.definitions.Model.TypeRef;

/**
 * Writes the compact form, which {@code org.yunzhen.mappings.definition.CompactFile} maps: a table
 * of strings, the names of the resource types, then four directories (code sets, structures, search
 * parameters by type, compartment parameters by type) whose entries carry name and length, so that
 * each can be read when it is first asked for. Numbers are unsigned and of variable length; a
 * string is its index in the table plus one, 0 is none.
 */
final class CompactWriter {
    private static final int FORMAT = 3;

    private ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final Map<String, Integer> strings = new HashMap<>();
    private final List<String> table = new ArrayList<>();

    static byte[] write(Everything all) {
        CompactWriter writer = new CompactWriter();
        writer.each(
                all.structures().values().stream()
                        .filter(structure -> structure.kind() == Kind.RESOURCE)
                        .map(Structure::name)
                        .toList(),
                writer::string);
        writer.directory(all.codeSets(), writer::codeSet);
        writer.directory(all.structures(), writer::structure);
        writer.directory(all.params(), params -> writer.each(params, writer::param));
        writer.directory(all.patientCompartment(), codes -> writer.each(codes, writer::string));
        return writer.withTable();
    }

    private byte[] withTable() {
        byte[] entries = body.toByteArray();
        body = new ByteArrayOutputStream();
        number(FORMAT);
        number(table.size());
        List<byte[]> texts =
                table.stream().map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();
        texts.forEach(text -> number(text.length));
        texts.forEach(body::writeBytes);
        body.writeBytes(entries);
        return body.toByteArray();
    }

    private <T> void directory(Map<String, T> entries, Consumer<T> write) {
        number(entries.size());
        entries.forEach((name, entry) -> entry(name, () -> write.accept(entry)));
    }

    private void entry(String name, Runnable write) {
        ByteArrayOutputStream outer = body;
        body = new ByteArrayOutputStream();
        write.run();
        byte[] content = body.toByteArray();
        body = outer;
        string(name);
        number(content.length);
        body.writeBytes(content);
    }

    private void codeSet(CodeSet set) {
        number(set.closed() ? 1 : 0);
        each(
                set.codes().entrySet(),
                ofSystem -> {
                    string(ofSystem.getKey());
                    each(ofSystem.getValue(), this::string);
                });
    }

    private void structure(Structure structure) {
        each(structure.elements(), this::element);
        each(structure.invariants(), this::invariant);
    }

    private void invariant(Invariant invariant) {
        string(invariant.key());
        string(invariant.expression());
    }

    private void element(Element element) {
        string(element.name());
        number(element.min());
        number(element.max() == Integer.MAX_VALUE ? 0 : element.max());
        number((element.choice() ? 1 : 0) + (element.summary() ? 2 : 0));
        string(element.valueSet());
        each(element.types(), type -> type(element, type));
        each(element.invariants(), this::invariant);
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
            body.write((rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        body.write(rest);
    }
}
