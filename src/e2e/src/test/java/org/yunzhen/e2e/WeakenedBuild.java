package org.yunzhen.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * A copy of the packaged service in which one class is compiled from a changed source. The
 * protection has no switch in the product, so it is taken out of the build.
 */
final class WeakenedBuild {
    private static final List<String> JARS_WITH_CLASSES =
            List.of("app/hospital-api-0.1.0.jar", "quarkus/transformed-bytecode.jar");
    private static final String SOURCES = "hospital-api/src/main/java/";

    private final Path app;
    private final Path work;

    private WeakenedBuild(Path app, Path work) {
        this.app = app;
        this.work = work;
    }

    /** A copy below a folder, so far as it was packaged. */
    static WeakenedBuild in(Path folder) {
        Path app = folder.resolve("app");
        Path packaged = RunningService.packaged();
        try (Stream<Path> all = Files.walk(packaged)) {
            for (Path from : all.toList()) {
                Path to = app.resolve(packaged.relativize(from).toString());
                Files.createDirectories(to.getParent());
                Files.copy(from, to);
            }
            return new WeakenedBuild(app, Files.createDirectories(folder.resolve("work")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The folder of the build. */
    Path app() {
        return app;
    }

    /**
     * Compiles a class anew with pieces of its source changed, and puts it in the place of the old
     * one wherever that is packaged.
     *
     * @param name with slashes, {@code org/yunzhen/…}
     * @param changes pieces of the source by what they become; each must be there
     */
    WeakenedBuild with(String name, Map<String, String> changes) {
        try {
            Path root = Path.of(System.getProperty("yunzhen.root", "../.."));
            String source = Files.readString(root.resolve(SOURCES + name + ".java"));
            for (Map.Entry<String, String> change : changes.entrySet()) {
                if (!source.contains(change.getKey())) {
                    throw new IllegalStateException(name + " has no " + change.getKey());
                }
                source = source.replace(change.getKey(), change.getValue());
            }
            Path changed = work.resolve(name + ".java");
            Files.createDirectories(changed.getParent());
            Files.writeString(changed, source);
            Path classes = Files.createDirectories(work.resolve("classes"));
            compile(changed, classes);
            for (String jar : JARS_WITH_CLASSES) {
                replace(app.resolve(jar), name, classes);
            }
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void compile(Path source, Path classes) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        Path log = work.resolve("javac.log");
        try (var out = Files.newOutputStream(log)) {
            List<String> words =
                    List.of("-proc:none", "-nowarn", "-parameters", "-cp", classPath(), "-d");
            List<String> command = new ArrayList<>(words);
            command.addAll(List.of(classes.toString(), source.toString()));
            if (compiler.run(null, out, out, command.toArray(String[]::new)) != 0) {
                throw new IllegalStateException(Files.readString(log));
            }
        }
    }

    private String classPath() throws IOException {
        try (Stream<Path> all = Files.walk(app)) {
            return all.map(Path::toString)
                    .filter(file -> file.endsWith(".jar") && !file.endsWith("sandbox.jar"))
                    .collect(Collectors.joining(":"));
        }
    }

    private static void replace(Path jar, String name, Path classes) throws IOException {
        URI inside = URI.create("jar:" + jar.toUri());
        try (FileSystem files = FileSystems.newFileSystem(inside, Map.of())) {
            Path old = files.getPath(name + ".class");
            if (Files.exists(old)) {
                Files.copy(
                        classes.resolve(name + ".class"), old, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
