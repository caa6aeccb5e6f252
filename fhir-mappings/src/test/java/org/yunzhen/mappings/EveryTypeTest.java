package org.yunzhen.mappings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yunzhen.mappings.definition.Definitions;
import org.yunzhen.mappings.definition.Element;
import org.yunzhen.mappings.index.IndexExtractor;
import org.yunzhen.mappings.validate.Fault;
import org.yunzhen.mappings.validate.FaultKind;
import org.yunzhen.mappings.validate.StructureValidator;

class EveryTypeTest {
    private static final Definitions R4 = Definitions.r4();
    private static final StructureValidator VALIDATOR = new StructureValidator(R4);
    private static final IndexExtractor EXTRACTOR = new IndexExtractor(R4);

    static Collection<String> types() {
        return R4.resourceTypes();
    }

    @ParameterizedTest
    @MethodSource("types")
    void the_required_elements_alone_are_valid_and_can_be_indexed(String type) {
        ObjectNode resource = MinimalResource.of(type);
        assertThat(VALIDATOR.validate(resource)).isEmpty();
        resource.put("id", "x");
        assertThat(EXTRACTOR.extract(resource).values()).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("types")
    void each_required_element_is_missed_by_name(String type) {
        for (Element element : R4.structure(type).elements()) {
            if (element.min() > 0) {
                ObjectNode resource = MinimalResource.of(type);
                element.properties().forEach(p -> resource.remove(p.jsonName()));
                resource.put("id", "x");
                assertThat(VALIDATOR.validate(resource))
                        .extracting(Fault::kind, Fault::expression)
                        .containsExactly(
                                tuple(FaultKind.MISSING_ELEMENT, type + "." + element.name()));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void an_element_that_r4_does_not_know_is_refused(String type) {
        ObjectNode resource = MinimalResource.of(type).put("shoeSize", 42);
        assertThat(VALIDATOR.validate(resource))
                .extracting(Fault::kind, Fault::expression)
                .containsExactly(tuple(FaultKind.UNKNOWN_ELEMENT, type + ".shoeSize"));
    }
}
