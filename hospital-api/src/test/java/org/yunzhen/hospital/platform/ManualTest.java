package org.yunzhen.hospital.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.WithDefault;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yunzhen.hospital.platform.config.YunzhenConfig;

class ManualTest {
    @ParameterizedTest
    @ValueSource(strings = {"operator.md", "operator.zh.md"})
    void the_operators_page_lists_every_setting_with_its_default(String page) throws IOException {
        List<String> rows =
                Files.readAllLines(Path.of("..", "src", "site", "manual", page)).stream()
                        .filter(line -> line.startsWith("| `yunzhen."))
                        .map(line -> line.substring(0, line.indexOf(" |", line.indexOf("| ", 2))))
                        .toList();
        List<String> wanted = new ArrayList<>();
        collect("yunzhen", YunzhenConfig.class, wanted);
        assertThat(rows).containsExactlyInAnyOrderElementsOf(wanted);
    }

    private static void collect(String prefix, Class<?> mapping, List<String> rows) {
        for (Method key : mapping.getDeclaredMethods()) {
            if (key.isSynthetic()) {
                continue;
            }
            String name = prefix + "." + kebab(key.getName());
            if (key.getReturnType().isInterface()) {
                collect(name, key.getReturnType(), rows);
            } else {
                WithDefault otherwise = key.getAnnotation(WithDefault.class);
                rows.add(
                        "| `%s` | %s"
                                .formatted(
                                        name,
                                        otherwise == null ? "-" : "`" + otherwise.value() + "`"));
            }
        }
    }

    private static String kebab(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
