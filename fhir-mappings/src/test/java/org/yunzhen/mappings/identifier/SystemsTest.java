package org.yunzhen.mappings.identifier;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SystemsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

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

    @Test
    void a_resource_is_marked_as_a_workflows_own_once_and_keeps_its_other_tags() throws Exception {
        ObjectNode slot =
                (ObjectNode)
                        JSON.readTree(
                                """
                                {"resourceType":"Slot","meta":{"tag":[{"system":"a","code":"b"}]}}
                                """);
        assertThat(Workflow.owns(slot)).isFalse();
        Workflow.mark(Workflow.mark(slot));
        assertThat(Workflow.owns(slot)).isTrue();
        assertThat(slot.path("meta").path("tag")).hasSize(2);
    }

    @Test
    void a_resource_without_meta_can_be_marked() throws Exception {
        ObjectNode task = Workflow.mark((ObjectNode) JSON.readTree("{\"resourceType\":\"Task\"}"));
        assertThat(Workflow.owns(task)).isTrue();
    }

    @Test
    void any_code_of_the_marks_system_counts_as_the_mark() throws Exception {
        JsonNode resource =
                JSON.readTree(
                        "{\"meta\":{\"tag\":[{\"system\":\"%s\",\"code\":\"other\"}]}}"
                                .formatted(Workflow.SYSTEM));
        assertThat(Workflow.owns(resource)).isTrue();
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
