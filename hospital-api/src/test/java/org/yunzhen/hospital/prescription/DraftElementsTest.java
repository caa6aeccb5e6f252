package org.yunzhen.hospital.prescription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

class DraftElementsTest {
    private static final String DRAFT =
            """
            {'resourceType':'MedicationRequest','status':'draft','intent':'order',
             'medicationCodeableConcept':{'coding':[
              {'system':'https://yunzhen.example/fhir/sid/medicine-code','code':'S-AMLO'}]},
             'dosageInstruction':[{'timing':{'code':{'text':'QD'}},
              'doseAndRate':[{'doseQuantity':{'value':5,'code':'mg'}}]}],
             'dispenseRequest':{'quantity':{'value':1},
              'expectedSupplyDuration':{'value':7,'code':'d'}}}""";

    @Test
    void an_ordinary_draft_is_heeded() {
        assertThat(DraftLine.of(1, Ward.json(draft("", ""))).code()).isEqualTo("S-AMLO");
        String more = "'doNotPerform':false,'priority':'routine',";
        assertThat(DraftLine.of(1, Ward.json(draft(more, "'numberOfRepeatsAllowed':0,"))).days())
                .isEqualTo(7);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'doNotPerform':true,                             |                             | doNotPerform",
                "'modifierExtension':[{'url':'urn:x'}],           |                             | modifierExtension",
                "                                                 | 'numberOfRepeatsAllowed':3, | dispenseRequest.numberOfRepeatsAllowed",
                "                                                 | 'initialFill':{},           | dispenseRequest.initialFill",
                "                                                 | 'dispenseInterval':{},      | dispenseRequest.dispenseInterval",
                "                                                 | 'performer':{},             | dispenseRequest.performer",
                "                                                 | 'modifierExtension':[{}],   | dispenseRequest.modifierExtension"
            })
    void what_turns_the_meaning_round_or_cannot_be_done_is_refused(
            String request, String dispense, String element) {
        String json = draft(request == null ? "" : request, dispense == null ? "" : dispense);
        requireRefused(json, element);
    }

    @ParameterizedTest
    @CsvSource({
        "status, cancelled",
        "status, entered-in-error",
        "intent, proposal",
        "intent, plan"
    })
    void what_is_no_order_yet_or_no_more_is_refused(String element, String code) {
        String usual = element.equals("status") ? "draft" : "order";
        String json = draft("", "").replace("\"" + usual + "\"", "\"" + code + "\"");
        requireRefused(json, element);
    }

    @Test
    void a_dosage_that_is_modified_is_refused() {
        String json = draft("", "").replace("\"timing\"", "\"modifierExtension\":[{}],\"timing\"");
        requireRefused(json, "dosageInstruction.modifierExtension");
    }

    @Test
    void two_medicines_in_one_draft_are_none() {
        String json =
                draft("", "")
                        .replace(
                                "\"coding\":[",
                                "\"coding\":[{\"system\":\"https://yunzhen.example/fhir/sid/medicine-code\",\"code\":\"S-PERI\"},");
        RefusedException refused =
                catchThrowableOfType(
                        RefusedException.class, () -> DraftLine.of(1, Ward.json(json)));
        assertThat(refused.refusal()).isEqualTo(Refusal.INVALID_PARAMETER);
    }

    private static void requireRefused(String json, String element) {
        ObjectNode request = Ward.json(json);
        RefusedException refused =
                catchThrowableOfType(RefusedException.class, () -> DraftLine.of(2, request));
        assertThat(refused.refusal()).isEqualTo(Refusal.NOT_SUPPORTED);
        assertThat(refused.issues().get(0).expression())
                .containsExactly(
                        "Parameters.parameter.where(name='medicationRequest')[1].resource."
                                + element);
    }

    private static String draft(String request, String dispense) {
        return DRAFT.replace("'status'", request + "'status'")
                .replace("'quantity'", dispense + "'quantity'")
                .replace('\'', '"');
    }
}
