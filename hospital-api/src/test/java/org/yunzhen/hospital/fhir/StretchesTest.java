package org.yunzhen.hospital.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StretchesTest {
    private static List<List<String>> of(String... ordered) {
        return Stretches.of(List.of(ordered), one -> one.startsWith("new"));
    }

    @Test
    void neighbours_that_stand_alone_go_together_and_nothing_changes_its_place() {
        assertThat(of("new1", "new2", "put1", "put2", "new3", "get1"))
                .containsExactly(
                        List.of("new1", "new2"),
                        List.of("put1"),
                        List.of("put2"),
                        List.of("new3"),
                        List.of("get1"));
    }

    @Test
    void a_long_stretch_is_parted() {
        List<Integer> many = IntStream.range(0, 150).boxed().toList();

        List<List<Integer>> stretches = Stretches.of(many, one -> true);

        assertThat(stretches).extracting(List::size).containsExactly(64, 64, 22);
        assertThat(stretches.stream().flatMap(List::stream)).containsExactlyElementsOf(many);
    }

    @Test
    void nothing_makes_no_stretch() {
        assertThat(of()).isEmpty();
    }
}
