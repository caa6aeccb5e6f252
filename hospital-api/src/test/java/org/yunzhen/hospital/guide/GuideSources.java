package org.yunzhen.hospital.guide;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.yunzhen.mappings.code.Coded;

/** What the guide repeats and no method tells: constants, comments, the enums of codes. */
final class GuideSources {
    private static final List<Path> ROOTS =
            List.of(
                    Path.of("..", "fhir-mappings", "src", "main", "java"),
                    Path.of("src", "main", "java"));
    private static final Path OF_THE_DEMO = Path.of("src", "demo", "java");
    private static final Pattern REFUSAL = Pattern.compile("\\bRefusal\\.([A-Z_0-9]+)\\b");
    private static final Pattern CODED = Pattern.compile("enum (\\w+) implements Coded");
    private static final Pattern EXTENSION =
            Pattern.compile(
                    "/\\*\\*((?:(?!\\*/).)*)\\*/\\s+public static final String \\w+ = BASE \\+"
                            + " \"([a-z-]+)\";",
                    Pattern.DOTALL);
    private static final int MEGABYTE = 1024 * 1024;

    private GuideSources() {}

    /**
     * An extension as its comment describes it.
     *
     * @param on the types it stands on
     * @param text type of its value, and what it means, in English
     */
    record Extension(String name, String on, String text) {}

    static List<Extension> extensions() {
        Path source = ROOTS.get(0).resolve("org/yunzhen/mappings/identifier/Extensions.java");
        List<Extension> found = new ArrayList<>();
        Matcher matcher = EXTENSION.matcher(read(source));
        while (matcher.find()) {
            String text =
                    matcher.group(1)
                            .replaceAll("\\s*\\n\\s*\\*", " ")
                            .replaceAll("\\{@code ([^}]*)}", "$1")
                            .replaceAll("\\s+", " ")
                            .strip();
            int colon = text.indexOf(": ");
            found.add(
                    new Extension(
                            matcher.group(2), text.substring(0, colon), text.substring(colon + 2)));
        }
        return found;
    }

    /** The enums of codes, those of one system together. */
    static List<Coded[]> coded() {
        List<Coded[]> found = new ArrayList<>();
        for (Path root : ROOTS) {
            try (Stream<Path> files = Files.walk(root)) {
                files.filter(file -> file.toString().endsWith(".java"))
                        .filter(file -> CODED.matcher(read(file)).find())
                        .sorted()
                        .forEach(file -> found.add(constants(root.relativize(file).toString())));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return found;
    }

    /** The constants of {@code Refusal} that the code names anywhere. */
    static Set<String> namedRefusals() {
        Set<String> found = new HashSet<>();
        for (Path root : List.of(ROOTS.get(0), ROOTS.get(1), OF_THE_DEMO)) {
            try (Stream<Path> files = Files.walk(root)) {
                files.filter(file -> file.toString().endsWith(".java"))
                        .flatMap(file -> REFUSAL.matcher(read(file)).results())
                        .forEach(named -> found.add(named.group(1)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return found;
    }

    private static Coded[] constants(String file) {
        String name = file.replace(".java", "").replaceAll("[/\\\\]", ".");
        try {
            return (Coded[]) Class.forName(name).getEnumConstants();
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A constant by its path below {@code org.yunzhen}, as a reader writes it. */
    static String constant(String path) {
        int dot = path.lastIndexOf('.');
        try {
            Class<?> holder = Class.forName("org.yunzhen." + path.substring(0, dot));
            Field field = holder.getDeclaredField(path.substring(dot + 1));
            field.setAccessible(true);
            Object value = field.get(null);
            if (value instanceof Duration duration) {
                return duration.toSeconds() + " s";
            }
            long number = ((Number) value).longValue();
            boolean megabytes = field.getName().contains("BYTES") && number % MEGABYTE == 0;
            return megabytes ? number / MEGABYTE + " MiB" : Long.toString(number);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("no constant " + path, e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
