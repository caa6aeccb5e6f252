package org.yunzhen.mappings.refusal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.yunzhen.mappings.code.Language;
import org.yunzhen.mappings.rule.Rule;

class RefusalTest {

    /** Which issue types may go with a status; 400 and 422 are free, for they have many reasons. */
    private static final Map<Integer, Set<IssueType>> TYPES_BY_STATUS =
            Map.of(
                    401, Set.of(IssueType.LOGIN, IssueType.EXPIRED),
                    403, Set.of(IssueType.FORBIDDEN),
                    404, Set.of(IssueType.NOT_FOUND, IssueType.NOT_SUPPORTED),
                    409,
                            Set.of(
                                    IssueType.CONFLICT,
                                    IssueType.DUPLICATE,
                                    IssueType.LOCK_ERROR,
                                    IssueType.TRANSIENT),
                    410, Set.of(IssueType.DELETED),
                    412, Set.of(IssueType.CONFLICT, IssueType.MULTIPLE_MATCHES),
                    413, Set.of(IssueType.TOO_LONG),
                    429, Set.of(IssueType.THROTTLED),
                    500, Set.of(IssueType.EXCEPTION),
                    503, Set.of(IssueType.TRANSIENT, IssueType.THROTTLED, IssueType.TIMEOUT));

    private static final Set<IssueType> TYPES_OF_STATUS_ONLY =
            Set.of(IssueType.LOGIN, IssueType.FORBIDDEN, IssueType.DELETED, IssueType.EXCEPTION);

    @Test
    void every_code_is_unique_and_in_kebab_case() {
        assertThat(Refusal.values())
                .extracting(Refusal::code)
                .doesNotHaveDuplicates()
                .allMatch(code -> code.matches("[a-z]+(-[a-z]+)*"));
    }

    @Test
    void the_texts_are_those_of_the_refusals_and_no_others() {
        Set<String> codes =
                Arrays.stream(Refusal.values())
                        .map(Refusal::code)
                        .collect(Collectors.toCollection(TreeSet::new));
        assertThat(ChineseTexts.BY_CODE).containsOnlyKeys(codes);
        assertThat(EnglishTexts.BY_CODE).containsOnlyKeys(codes);
    }

    @Test
    void a_refusal_is_said_in_chinese_and_in_english() {
        for (Refusal refusal : Refusal.values()) {
            assertThat(refusal.template(Language.ZH))
                    .as("%s", refusal)
                    .containsPattern("\\p{IsHan}");
            assertThat(refusal.template(Language.EN))
                    .as("%s", refusal)
                    .containsPattern("[A-Za-z]")
                    .matches("\\p{ASCII}+");
        }
    }

    @Test
    void both_languages_take_the_same_arguments_counted_from_zero() {
        for (Refusal refusal : Refusal.values()) {
            Set<Integer> chinese = Placeholders.in(refusal.template(Language.ZH));
            assertThat(Placeholders.in(refusal.template(Language.EN)))
                    .as("%s", refusal)
                    .isEqualTo(chinese);
            assertThat(chinese).as("%s", refusal).allMatch(index -> index < refusal.placeholders());
        }
    }

    @Test
    void status_and_issue_type_say_the_same() {
        for (Refusal refusal : Refusal.values()) {
            Set<IssueType> allowed = TYPES_BY_STATUS.get(refusal.status());
            if (allowed == null) {
                assertThat(TYPES_OF_STATUS_ONLY)
                        .as("%s", refusal)
                        .doesNotContain(refusal.issueType());
            } else {
                assertThat(allowed).as("%s", refusal).contains(refusal.issueType());
            }
            assertThat(refusal.status()).as("%s", refusal).isBetween(400, 503);
        }
    }

    @Test
    void what_is_unavailable_may_be_retried_and_what_breaks_a_rule_may_not() {
        for (Refusal refusal : Refusal.values()) {
            if (refusal.status() == 503 || refusal.status() == 429) {
                assertThat(refusal.retryable()).as("%s", refusal).isTrue();
            }
            if (Set.of(400, 401, 403, 404, 410, 412, 422, 500).contains(refusal.status())) {
                assertThat(refusal.retryable()).as("%s", refusal).isFalse();
            }
        }
    }

    @Test
    void the_codes_that_apps_decide_by_have_their_promised_status() {
        assertThat(Refusal.SLOT_SOLD_OUT.code()).isEqualTo("slot-sold-out");
        assertThat(Refusal.SLOT_SOLD_OUT.status()).isEqualTo(409);
        assertThat(Refusal.ALREADY_BOOKED.status()).isEqualTo(409);
        assertThat(Refusal.USE_OPERATION.status()).isEqualTo(422);
        assertThat(Refusal.VERSION_CONFLICT.status()).isEqualTo(412);
        assertThat(Refusal.CONFLICT.code()).isEqualTo("conflict");
        assertThat(Refusal.IN_PROGRESS.retryable()).isTrue();
        assertThat(Refusal.IDEMPOTENCY_MISMATCH.retryable()).isFalse();
        assertThat(Refusal.PAYMENT_UNKNOWN.retryable()).isTrue();
        assertThat(Refusal.DRUG_FORBIDDEN_ONLINE.rule()).contains(Rule.R19);
        assertThat(Refusal.ofCode("lock-secret-wrong")).contains(Refusal.LOCK_SECRET_WRONG);
        assertThat(Refusal.ofCode("no-such-code")).isEmpty();
    }

    @Test
    void arguments_stand_where_their_placeholder_stood_and_numbers_keep_their_digits() {
        assertThat(Refusal.QUANTITY_EXCEEDED.text(Language.EN, 2, 12500))
                .isEqualTo("More of line 2 than was prescribed; 12500 are left");
        assertThat(Refusal.UNKNOWN_PARAMETER.text(Language.ZH, "$1\\{0}"))
                .isEqualTo("没有参数“$1\\{0}”");
    }

    @Test
    void a_missing_argument_leaves_a_gap_and_is_no_fault() {
        assertThat(Refusal.WRONG_STATE.text(Language.EN))
                .isEqualTo("Not possible while the state is …; possible in: …");
    }
}
