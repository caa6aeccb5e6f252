package org.yunzhen.mappings.patch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yunzhen.mappings.json.FhirJson;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

class JsonPatchTest {
    private static JsonNode json(String text) {
        return FhirJson.parse(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    private static String patched(String document, String operations) {
        JsonNode patched = JsonPatch.apply((ObjectNode) json(document), json(operations));
        return new String(FhirJson.write(patched), StandardCharsets.UTF_8).replace('"', '\'');
    }

    private static Refusal refusal(String document, String operations) {
        return catchThrowableOfType(RefusedException.class, () -> patched(document, operations))
                .refusal();
    }

    /** Those of RFC 6902, appendix A, and what the sections before it say. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "{'a':'b'};[{'op':'add','path':'/c','value':'d'}];{'a':'b','c':'d'}",
                "{'a':['b']};[{'op':'add','path':'/a/0','value':'c'}];{'a':['c','b']}",
                "{'a':['b']};[{'op':'add','path':'/a/-','value':'c'}];{'a':['b','c']}",
                "{'a':['b']};[{'op':'add','path':'/a/1','value':['c']}];{'a':['b',['c']]}",
                "{'a':1};[{'op':'add','path':'/a','value':2}];{'a':2}",
                "{'a':1};[{'op':'add','path':'','value':{'b':2}}];{'b':2}",
                "{'a':1,'b':2};[{'op':'remove','path':'/a'}];{'b':2}",
                "{'a':[1,2,3]};[{'op':'remove','path':'/a/1'}];{'a':[1,3]}",
                "{'a':1};[{'op':'replace','path':'/a','value':null}];{'a':null}",
                "{'a':[1,2]};[{'op':'replace','path':'/a/0','value':3}];{'a':[3,2]}",
                "{'a':{'b':1},'c':{}};[{'op':'move','from':'/a/b','path':'/c/d'}];{'a':{},'c':{'d':1}}",
                "{'a':[1,2,3]};[{'op':'move','from':'/a/0','path':'/a/2'}];{'a':[2,3,1]}",
                "{'a':[1,2]};[{'op':'copy','from':'/a/0','path':'/b'}];{'a':[1,2],'b':1}",
                "{'a/b':1,'m~n':2};[{'op':'remove','path':'/a~1b'},{'op':'remove','path':'/m~0n'}];{}",
                "{'a':1};[{'op':'test','path':'/a','value':1.0}];{'a':1}",
                "{'a':1};[{'op':'add','path':'/b','value':2,'nonsense':3}];{'a':1,'b':2}",
            })
    void each_operation_does_what_the_rfc_says(String before, String operations, String after) {
        assertThat(patched(before, operations)).isEqualTo(after);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "{'op':'add','path':'/a'};PATCH_MALFORMED",
                "{'op':'nonsense','path':'/a'};PATCH_MALFORMED",
                "{'op':'add','value':1};PATCH_MALFORMED",
                "{'op':'add','path':'a','value':1};PATCH_MALFORMED",
                "{'op':'add','path':'/~2','value':1};PATCH_MALFORMED",
                "{'op':'copy','path':'/a'};PATCH_MALFORMED",
                "1;PATCH_MALFORMED",
                "{'op':'add','path':'/x/y','value':1};PATCH_NOT_APPLICABLE",
                "{'op':'add','path':'/l/2','value':1};PATCH_NOT_APPLICABLE",
                "{'op':'add','path':'/l/01','value':1};PATCH_NOT_APPLICABLE",
                "{'op':'add','path':'/a/b','value':1};PATCH_NOT_APPLICABLE",
                "{'op':'remove','path':'/x'};PATCH_NOT_APPLICABLE",
                "{'op':'remove','path':''};PATCH_NOT_APPLICABLE",
                "{'op':'remove','path':'/l/-'};PATCH_NOT_APPLICABLE",
                "{'op':'replace','path':'/x','value':1};PATCH_NOT_APPLICABLE",
                "{'op':'move','from':'/o','path':'/o/p'};PATCH_NOT_APPLICABLE",
                "{'op':'test','path':'/a','value':2};PATCH_TEST_FAILED",
                "{'op':'test','path':'/a','value':'1'};PATCH_TEST_FAILED",
            })
    void what_is_no_patch_or_does_not_apply_is_refused(String operation, Refusal refusal) {
        String document = "{'a':1,'l':[0],'o':{'p':{}}}";
        assertThat(refusal(document, "[" + operation + "]")).isEqualTo(refusal);
    }

    @Test
    void decimals_keep_their_zeros() {
        String operations =
                "[{'op':'move','from':'/a','path':'/b'},{'op':'add','path':'/c','value':2.500}]";
        assertThat(patched("{'a':1.50}", operations)).isEqualTo("{'b':1.50,'c':2.500}");
    }

    @Test
    void a_list_that_is_emptied_is_not_there_and_may_be_filled_again() {
        String remove = "[{'op':'remove','path':'/a/0'}";
        assertThat(patched("{'a':[1],'b':2}", remove + "]")).isEqualTo("{'b':2}");
        assertThat(patched("{'a':[1]}", remove + ",{'op':'add','path':'/a/-','value':3}]"))
                .isEqualTo("{'a':[3]}");
    }

    @Test
    void a_list_that_is_emptied_is_not_there_either_when_what_holds_it_is_moved() {
        String operations =
                "[{'op':'remove','path':'/n/1/g/0'},{'op':'remove','path':'/n/0'},"
                        + "{'op':'copy','from':'/n/0','path':'/n/-'}]";
        assertThat(patched("{'n':[{'t':'a'},{'t':'b','g':['x']}]}", operations))
                .isEqualTo("{'n':[{'t':'b'},{'t':'b'}]}");
    }

    @Test
    void a_patch_that_doubles_the_document_again_and_again_is_refused() {
        String copy = "{'op':'copy','from':'/a','path':'/a/-'}";
        String deep = "{'op':'copy','from':'/a','path':'/a/0'}";
        for (String one : new String[] {copy, deep}) {
            String operations = "[" + String.join(",", Collections.nCopies(500, one)) + "]";
            assertThat(refusal("{'a':[1]}", operations)).isEqualTo(Refusal.PATCH_TOO_LARGE);
        }
        String test = "{'op':'test','path':'/a','value':[1]}";
        String many = "[" + String.join(",", Collections.nCopies(1001, test)) + "]";
        assertThat(refusal("{'a':[1]}", many)).isEqualTo(Refusal.PATCH_TOO_LARGE);
    }
}
