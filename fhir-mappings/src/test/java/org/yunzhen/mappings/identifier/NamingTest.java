package org.yunzhen.mappings.identifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NamingTest {
    /** A stem is no system. */
    private static final List<String> STEMS = List.of("BASE", "CONSENT_TEXT");

    @Test
    void every_system_is_told_of_once() throws IllegalAccessException {
        List<String> systems = new ArrayList<>();
        for (Field field : Systems.class.getFields()) {
            if (!STEMS.contains(field.getName())) {
                systems.add((String) field.get(null));
            }
        }
        assertThat(Naming.ALL).extracting(Naming::uri).containsExactlyInAnyOrderElementsOf(systems);
        assertThat(Naming.ALL).extracting(Naming::id).doesNotHaveDuplicates();
    }

    @Test
    void an_oid_is_told_without_its_prefix() {
        Naming icd = Naming.ALL.stream().filter(n -> n.name().equals("Icd10Cn")).findFirst().get();
        assertThat(icd.isOid()).isTrue();
        assertThat(icd.value()).isEqualTo("2.16.156.10011.2.3.3.11");
        assertThat(icd.id()).isEqualTo("icd10-cn");
    }
}
