package org.yunzhen.definitions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.yunzhen.definitions.Expression.As;
import org.yunzhen.definitions.Expression.Child;
import org.yunzhen.definitions.Expression.Item;
import org.yunzhen.definitions.Expression.Truth;
import org.yunzhen.definitions.Expression.WhereEquals;
import org.yunzhen.definitions.Expression.WhereResolves;

class ExpressionTest {
    private static List<Expression.Move> only(String text) {
        List<Expression> members = Expression.parse(text);
        assertThat(members).hasSize(1);
        return members.get(0).moves();
    }

    @Test
    void each_form_that_r4_uses_is_read() {
        assertThat(only("Patient.name.family"))
                .containsExactly(new Child("Patient"), new Child("name"), new Child("family"));
        assertThat(only("(Observation.value as CodeableConcept).text"))
                .containsExactly(
                        new Child("Observation"),
                        new Child("value"),
                        new As("CodeableConcept"),
                        new Child("text"));
        assertThat(only("Condition.onset.as(Age)")).endsWith(new Child("onset"), new As("Age"));
        assertThat(only("Bundle.entry[0].resource"))
                .endsWith(new Child("entry"), new Item(0), new Child("resource"));
        assertThat(only("Patient.telecom.where(system='phone')"))
                .endsWith(new WhereEquals("system", "phone"));
        assertThat(only("Account.subject.where(resolve() is Patient)"))
                .endsWith(new Child("subject"), new WhereResolves("Patient"));
        assertThat(only("Patient.deceased.exists() and Patient.deceased != false"))
                .containsExactly(new Child("Patient"), new Child("deceased"), new Truth());
        assertThat(only("asserter.where(resolve() is Patient)")).startsWith(new Child("asserter"));
    }

    @Test
    void a_union_has_a_member_for_each_type() {
        assertThat(
                        Expression.parse("Patient.name | Person.name").stream()
                                .map(Expression::rootType))
                .containsExactly("Patient", "Person");
        assertThat(Expression.parse("name | alias").stream().map(Expression::startsAtType))
                .containsExactly(false, false);
    }

    @Test
    void what_is_not_understood_stops_the_build() {
        for (String text : List.of("Patient.name.first()", "Patient.name.where(a > 1)", "%x.y")) {
            assertThatThrownBy(() -> Expression.parse(text))
                    .as(text)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
