package org.yunzhen.mappings.definition;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

/**
 * The compact form that the build's {@code CompactWriter} writes: a table of strings, the names of
 * the resource types, then four directories whose entries carry name and length. An entry is read
 * when it is first asked for: start-up needs few of them.
 */
final class CompactFile {
    private static final int FORMAT = 3;

    private final byte[] bytes;
    private final int[] textStarts;
    private final String[] texts;
    private final List<String> resourceTypes;
    private final Directory<CodeSet> codeSets;
    private final Directory<Structure> structures;
    private final Directory<List<SearchParam>> params;
    private final Directory<List<String>> patientCompartment;

    private CompactFile(byte[] bytes) {
        this.bytes = bytes;
        CompactReader header = new CompactReader(this, 0);
        if (header.number() != FORMAT) {
            throw new IllegalStateException("the compiled definitions have another format");
        }
        texts = new String[header.number()];
        textStarts = new int[texts.length + 1];
        for (int i = 0; i < texts.length; i++) {
            textStarts[i + 1] = header.number();
        }
        textStarts[0] = header.position();
        for (int i = 0; i < texts.length; i++) {
            textStarts[i + 1] += textStarts[i];
        }
        CompactReader body = new CompactReader(this, textStarts[texts.length]);
        resourceTypes = body.names();
        codeSets = new Directory<>(body, CompactReader::codeSet);
        structures =
                new Directory<>(body, (reader, name) -> reader.structure(name, isResource(name)));
        params = new Directory<>(body, (reader, type) -> reader.params());
        patientCompartment = new Directory<>(body, (reader, type) -> reader.names());
        if (body.position() != bytes.length) {
            throw new IllegalStateException("the compiled definitions end too late");
        }
    }

    static CompactFile load(String resource) {
        try (InputStream in = CompactFile.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new FileNotFoundException(resource);
            }
            return new CompactFile(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the compiled definitions", e);
        }
    }

    /** The entries of one kind, by name. */
    private final class Directory<T> {
        private final Map<String, Integer> positions = new HashMap<>();
        private final Map<String, T> read = new ConcurrentHashMap<>();
        private final BiFunction<CompactReader, String, T> reading;

        Directory(CompactReader body, BiFunction<CompactReader, String, T> reading) {
            this.reading = reading;
            for (int entries = body.number(); entries > 0; entries--) {
                String name = body.string();
                int length = body.number();
                positions.put(name, body.position());
                body.skip(length);
            }
        }

        /** Null if there is none of that name. */
        T get(String name) {
            T known = read.get(name);
            Integer position = known == null ? positions.get(name) : null;
            return position == null
                    ? known
                    : read.computeIfAbsent(
                            name,
                            n -> reading.apply(new CompactReader(CompactFile.this, position), n));
        }
    }

    private boolean isResource(String structure) {
        return resourceTypes.contains(structure);
    }

    byte at(int position) {
        return bytes[position];
    }

    /** Decoded when first asked for; two threads may do it at once and find the same. */
    String text(int index) {
        String text = texts[index];
        if (text == null) {
            int start = textStarts[index];
            text =
                    new String(bytes, start, textStarts[index + 1] - start, StandardCharsets.UTF_8)
                            .intern();
            texts[index] = text;
        }
        return text;
    }

    /** Sorted. */
    List<String> resourceTypes() {
        return resourceTypes;
    }

    CodeSet codeSet(String url) {
        return codeSets.get(url);
    }

    Structure structure(String name) {
        return structures.get(name);
    }

    List<SearchParam> params(String type) {
        List<SearchParam> ofType = params.get(type);
        return ofType == null ? List.of() : ofType;
    }

    /** Codes of search parameters. */
    List<String> patientCompartment(String type) {
        List<String> codes = patientCompartment.get(type);
        return codes == null ? List.of() : codes;
    }
}
