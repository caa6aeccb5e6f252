package org.yunzhen.hospital.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yunzhen.hospital.testing.AddedParameter.found;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;
import org.yunzhen.mappings.definition.Definitions;
import org.yunzhen.mappings.definition.SearchParam.Kind;

/** Each composite parameter of R4 finds what has its parts in one element, and not in two. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class EachCompositeTest {
    private final Http integration = Http.as("integration01");
    private final List<String> stored = new ArrayList<>();

    /** Others count the definitions that there are. */
    @AfterEach
    void leave_nothing_behind() {
        stored.forEach(path -> assertThat(integration.delete(path).status()).isEqualTo(204));
    }

    static Stream<CompositeCase> cases() {
        return CompositeCases.all().stream();
    }

    @Test
    void the_table_has_all_of_r4() {
        List<String> ofR4 = new ArrayList<>();
        for (String type : Definitions.r4().resourceTypes()) {
            Definitions.r4().searchParams(type).stream()
                    .filter(param -> param.kind() == Kind.COMPOSITE)
                    .forEach(param -> ofR4.add(type + "?" + param.code()));
        }
        assertThat(cases().map(c -> c.type() + "?" + c.code()).distinct())
                .containsExactlyInAnyOrderElementsOf(ofR4);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void parts_that_are_in_one_element_are_found(CompositeCase one) {
        put(one, "together", one.together());
        put(one, "apart", one.apart());

        assertThat(
                        found(
                                integration,
                                "/fhir/%s?_id=%s,%s&%s=%s"
                                        .formatted(
                                                one.type(),
                                                one.id("together"),
                                                one.id("apart"),
                                                one.code(),
                                                encoded(one.value()))))
                .containsExactly(one.id("together"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void a_value_with_a_part_too_few_or_too_many_or_empty_is_refused(CompositeCase one) {
        String first = one.value().substring(0, one.value().indexOf('$'));
        for (String bad : List.of(first, first + "$", one.value() + "$x", "$")) {
            Reply reply =
                    integration.get(
                            "/fhir/%s?%s=%s".formatted(one.type(), one.code(), encoded(bad)));
            assertThat(reply.status()).as(bad + reply.text()).isEqualTo(400);
        }
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private void put(CompositeCase one, String name, String elements) {
        String id = one.id(name);
        String json =
                "{'resourceType':'%s','id':'%s',%s,%s}"
                        .formatted(one.type(), id, one.required(), elements)
                        .replace('\'', '"');
        Reply reply = integration.put("/fhir/" + one.type() + "/" + id, json);
        assertThat(reply.status()).as(reply.text()).isIn(200, 201);
        stored.add("/fhir/" + one.type() + "/" + id);
    }
}
