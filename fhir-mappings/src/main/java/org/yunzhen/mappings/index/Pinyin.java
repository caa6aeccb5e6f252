package org.yunzhen.mappings.index;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How a Chinese name is typed in Latin letters: in full and by the initials. A character of several
 * readings (单 is dan, chan, shan) is found by each, since a name does not say which it has.
 */
final class Pinyin {
    private static final String DICTIONARY = "/pinyin_dict_char.txt";

    /** Combinations of readings that are kept of one name; long texts are no names. */
    private static final int READINGS_MAX = 16;

    private static final int CHARACTERS_MAX = 12;

    private Pinyin() {}

    /** The dictionary, read when the first Chinese name is. */
    private static final class Lazy {
        private static final Map<Integer, List<String>> READINGS = read();

        private static Map<Integer, List<String>> read() {
            Map<String, List<String>> shared = new HashMap<>();
            Map<Integer, List<String>> readings = new HashMap<>();
            try (InputStream in = Pinyin.class.getResourceAsStream(DICTIONARY);
                    BufferedReader lines =
                            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
                lines.lines()
                        .filter(line -> line.indexOf(':') > 0)
                        .forEach(
                                line ->
                                        readings.put(
                                                line.codePointAt(0),
                                                shared.computeIfAbsent(
                                                        line.substring(line.indexOf(':') + 1),
                                                        Pinyin::plain)));
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read " + DICTIONARY, e);
            }
            return readings;
        }
    }

    /** Without tones; ü is typed as v, and as u by those who have neither. */
    private static List<String> plain(String readings) {
        Set<String> plain = new LinkedHashSet<>();
        for (String reading : readings.split(",")) {
            String letters =
                    Normalizer.normalize(reading.strip(), Normalizer.Form.NFD)
                            .replace("u\u0308", "v")
                            .replaceAll("\\p{M}+", "");
            plain.add(letters);
            plain.add(letters.replace('v', 'u'));
        }
        return List.copyOf(plain);
    }

    /** What a name is found by; nothing if it has no Chinese character. */
    static Set<String> of(String name) {
        Set<String> found = new LinkedHashSet<>();
        List<List<String>> syllables = syllables(name);
        for (List<String> reading : combined(syllables)) {
            found.add(String.join("", reading));
            found.add(String.join(" ", reading));
            StringBuilder initials = new StringBuilder();
            reading.forEach(syllable -> initials.append(syllable.charAt(0)));
            found.add(initials.toString());
        }
        return found;
    }

    /** The readings of each Chinese character; other signs (a dot, a gap) are not typed. */
    private static List<List<String>> syllables(String name) {
        List<List<String>> syllables = new ArrayList<>();
        boolean mayBe = name.codePoints().anyMatch(Pinyin::isHan);
        if (mayBe && name.codePointCount(0, name.length()) <= CHARACTERS_MAX) {
            name.codePoints()
                    .filter(Pinyin::isHan)
                    .mapToObj(Lazy.READINGS::get)
                    .filter(readings -> readings != null)
                    .forEach(syllables::add);
        }
        return syllables;
    }

    static boolean isHan(int character) {
        return Character.UnicodeScript.of(character) == Character.UnicodeScript.HAN;
    }

    private static List<List<String>> combined(List<List<String>> syllables) {
        List<List<String>> all = new ArrayList<>();
        if (!syllables.isEmpty()) {
            all.add(List.of());
        }
        for (List<String> readings : syllables) {
            List<List<String>> longer = new ArrayList<>();
            for (String reading : readings) {
                for (List<String> before : all) {
                    List<String> one = new ArrayList<>(before);
                    one.add(reading);
                    longer.add(one);
                }
            }
            all = longer.subList(0, Math.min(longer.size(), READINGS_MAX));
        }
        return all;
    }
}
