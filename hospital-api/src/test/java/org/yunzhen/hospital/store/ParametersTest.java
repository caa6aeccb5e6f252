package org.yunzhen.hospital.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yunzhen.mappings.definition.SearchParam;
import org.yunzhen.mappings.definition.SearchParam.Kind;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/** What a tenant has added, as a node holds it. */
class ParametersTest {
    private static AddedParameter added(int number, String code, String expression) {
        return new AddedParameter(
                (short) number,
                code,
                Kind.STRING,
                "urn:x",
                expression,
                List.of(),
                List.of(),
                1,
                false);
    }

    @Test
    void one_that_this_build_does_not_understand_holds_up_none_of_the_others() {
        Parameters parameters =
                new Parameters(
                        Map.of(
                                "Group",
                                new AddedParameter.OfType(
                                        1,
                                        1,
                                        List.of(
                                                added(20000, "odd", "Group.name.trace('x')"),
                                                added(20001, "label", "Group.name")))));

        assertThat(parameters.find("Group", "label")).isNotNull();
        assertThat(parameters.all("Group")).extracting(SearchParam::code).contains("label");
        assertThatThrownBy(() -> parameters.find("Group", "odd"))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused ->
                                assertThat(refused.refusal()).isEqualTo(Refusal.INDEX_INCOMPLETE));
    }
}
