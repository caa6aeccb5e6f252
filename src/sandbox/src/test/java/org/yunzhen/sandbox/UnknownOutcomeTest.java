package org.yunzhen.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** When the answer is lost, late or spoilt: asking and reversing lead to one charge or none. */
class UnknownOutcomeTest extends SandboxTest {

    @Test
    void a_lost_reply_leaves_a_bill_that_5203_finds_by_the_messages_id() {
        Stay stay = Stay.of(desk, 1).withFees();
        String msgid = Desk.newMsgid();
        desk.order("[{\"match\":\"2207\",\"kind\":\"lost-reply\"}]");
        assertThatThrownBy(() -> stay.settle(msgid)).isInstanceOf(Desk.LostReply.class);
        JsonNode found = stay.find().path("setlinfo");
        assertThat(found.path("medins_setl_id").asText()).isEqualTo(msgid);
        assertThat(stay.settle(msgid).path("setl_id")).isEqualTo(found.path("setl_id"));
        assertThat(stay.accountFen()).isEqualTo(187_600);
    }

    @Test
    void a_call_dropped_before_the_work_leaves_nothing() {
        Stay stay = Stay.of(desk, 1).withFees();
        desk.order("[{\"match\":\"2207\",\"kind\":\"drop-before\"}]");
        assertThatThrownBy(() -> stay.settle(Desk.newMsgid())).isInstanceOf(Desk.LostReply.class);
        assertThat(stay.find().has("setlinfo")).isFalse();
        assertThat(stay.accountFen()).isEqualTo(200_000);
    }

    @Test
    void a_reversal_undoes_a_settlement_and_its_batch_can_be_settled_anew() {
        Stay stay = Stay.of(desk, 1).withFees();
        String msgid = Desk.newMsgid();
        stay.settle(msgid);
        desk.done("2601", stay.reversal(msgid, "2207"));
        desk.done("2601", stay.reversal(msgid, "2207"));
        assertThat(stay.accountFen()).isEqualTo(200_000);
        assertThat(stay.find().has("setlinfo")).isFalse();
        assertThat(desk.call("2207", msgid, stay.settlement()).path("err_msg").asText())
                .contains("已冲正");
        JsonNode anew = stay.settle(Desk.newMsgid());
        assertThat(anew.path("act_pay_dedc").decimalValue()).isEqualByComparingTo("50.00");
    }

    @Test
    void reversing_what_never_arrived_succeeds_and_keeps_it_from_arriving_late() {
        Stay stay = Stay.of(desk, 1).withFees();
        String msgid = Desk.newMsgid();
        desk.done("2601", stay.reversal(msgid, "2207"));
        assertThat(desk.call("2207", msgid, stay.settlement()).path("infcode").asInt())
                .isEqualTo(-2);
        assertThat(stay.accountFen()).isEqualTo(200_000);
    }

    @Test
    void a_reversed_cancellation_makes_the_bill_stand_again() {
        Stay stay = Stay.of(desk, 1).withFees();
        String setlId = stay.settle(Desk.newMsgid()).path("setl_id").asText();
        String cancelling = Desk.newMsgid();
        Desk.requireDone(desk.call("2208", cancelling, stay.cancellation(setlId)));
        assertThat(stay.accountFen()).isEqualTo(200_000);
        desk.done("2601", stay.reversal(cancelling, "2208"));
        assertThat(stay.accountFen()).isEqualTo(187_600);
        assertThat(stay.find().path("setlinfo").path("refd_setl_flag").asText()).isEqualTo("0");
    }

    @Test
    void system_errors_strike_before_or_after_the_work_as_ordered() {
        Stay stay = Stay.of(desk, 1).withFees();
        desk.order(
                """
                [{"match":"2207","kind":"system-error","when":"before"},
                 {"match":"2207","kind":"system-error","when":"after"}]""");
        String msgid = Desk.newMsgid();
        assertThat(desk.call("2207", msgid, stay.settlement()).path("infcode").asInt())
                .isEqualTo(-1);
        assertThat(stay.find().has("setlinfo")).isFalse();
        assertThat(desk.call("2207", msgid, stay.settlement()).path("infcode").asInt())
                .isEqualTo(-1);
        assertThat(stay.find().has("setlinfo")).isTrue();
        assertThat(desk.get("/sandbox/faults").path("faults")).isEmpty();
    }

    @Test
    void refusals_and_spoilt_json_can_be_ordered_and_called_off() {
        Stay stay = Stay.of(desk, 1).withFees();
        desk.order(
                "[{\"match\":\"2206\",\"kind\":\"refuse\"},{\"match\":\"2206\",\"kind\":\"bad-json\"}]");
        assertThat(desk.call("2206", stay.order("250.00")).path("infcode").asInt()).isEqualTo(-2);
        assertThatThrownBy(stay::quote).isInstanceOf(UncheckedIOException.class);
        desk.order("{\"match\":\"2206\",\"kind\":\"refuse\",\"times\":100}");
        desk.exchange("DELETE", "/sandbox/faults", new byte[0], Map.of());
        assertThat(stay.quote().path("setl_id").isMissingNode()).isTrue();
    }

    @Test
    void a_late_answer_comes_after_the_work_and_a_slow_call_works_late() {
        Stay stay = Stay.of(desk, 1).withFees();
        desk.order("{\"match\":\"2207\",\"kind\":\"timeout-after-commit\",\"delay_ms\":600}");
        long begun = System.nanoTime();
        JsonNode answer = stay.settle(Desk.newMsgid());
        assertThat(System.nanoTime() - begun).isGreaterThan(590_000_000L);
        desk.order("{\"match\":\"2208\",\"kind\":\"slow\",\"delay_ms\":600}");
        begun = System.nanoTime();
        desk.done("2208", stay.cancellation(answer.path("setl_id").asText()));
        assertThat(System.nanoTime() - begun).isGreaterThan(590_000_000L);
    }

    @Test
    void the_same_settlement_twenty_times_at_once_is_one_bill() {
        Stay stay = Stay.of(desk, 1).withFees();
        String msgid = Desk.newMsgid();
        ExecutorService clients = Executors.newFixedThreadPool(20);
        List<CompletableFuture<String>> answers =
                IntStream.range(0, 20)
                        .mapToObj(
                                i ->
                                        CompletableFuture.supplyAsync(
                                                () -> stay.settle(msgid).path("setl_id").asText(),
                                                clients))
                        .toList();
        assertThat(answers.stream().map(CompletableFuture::join).distinct()).hasSize(1);
        clients.shutdown();
        assertThat(desk.get("/sandbox/ledger").path("settlements")).hasSize(1);
        assertThat(stay.accountFen()).isEqualTo(187_600);
    }
}
