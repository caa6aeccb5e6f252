package org.yunzhen.mappings.identifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SystemsTest {

    @Test
    void no_uri_stands_for_two_things() throws Exception {
        assertThat(constants(Systems.class)).hasSizeGreaterThan(40).doesNotHaveDuplicates();
        assertThat(constants(Extensions.class)).hasSizeGreaterThan(20).doesNotHaveDuplicates();
    }

    @Test
    void every_uri_is_absolute() throws Exception {
        assertThat(constants(Systems.class)).allMatch(uri -> uri.matches("(urn:|https?://)\\S+"));
        assertThat(constants(Extensions.class))
                .allMatch(uri -> uri.matches(Systems.BASE + "StructureDefinition/[a-z-]+"));
    }

    private static List<String> constants(Class<?> table) throws IllegalAccessException {
        List<String> values = new ArrayList<>();
        for (Field field : table.getDeclaredFields()) {
            if (Modifier.isPublic(field.getModifiers()) && field.getType() == String.class) {
                values.add((String) field.get(null));
            }
        }
        return values;
    }
}
