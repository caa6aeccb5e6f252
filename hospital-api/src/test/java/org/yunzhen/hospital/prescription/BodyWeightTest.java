package org.yunzhen.hospital.prescription;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yunzhen.hospital.store.Transactions;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;

/** A child's weight that a prescription may rest on (R49). */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class BodyWeightTest {
    private static final String WEIGHT = "'valueQuantity':{'value':18.5,'unit':'kg'}";

    @Inject RecordRows rows;
    @Inject Transactions transactions;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "final-weight   | final            | 29463-7 | " + WEIGHT + "      | true",
                "amended-weight | amended          | 29463-7 | " + WEIGHT + "      | true",
                "mistake        | entered-in-error | 29463-7 | " + WEIGHT + "      | false",
                "called-off     | cancelled        | 29463-7 | " + WEIGHT + "      | false",
                "not-weighed    | final            | 29463-7 | 'note':[{'text':'refused'}] | false",
                "height         | final            | 8302-2  | " + WEIGHT + "      | false"
            })
    void counts_when_it_is_there_and_true(
            String patient, String status, String code, String value, boolean weighed) {
        String json =
                """
                {'resourceType':'Observation','id':'bw-%1$s','status':'%2$s',
                 'code':{'coding':[{'system':'http://loinc.org','code':'%3$s'}]},
                 'subject':{'reference':'Patient/bw-%1$s'},%4$s}"""
                        .formatted(patient, status, code, value)
                        .replace('\'', '"');
        Reply put = Http.as("integration01").put("/fhir/Observation/bw-" + patient, json);
        assertThat(put.status()).as(put.text()).isIn(200, 201);

        assertThat(
                        transactions
                                .run("home", tx -> rows.weighed(tx, "bw-" + patient))
                                .await()
                                .indefinitely())
                .isEqualTo(weighed);
    }
}
