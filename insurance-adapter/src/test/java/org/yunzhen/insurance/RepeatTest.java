package org.yunzhen.insurance;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.yunzhen.insurance.StubbedPlatform.PATIENT;
import static org.yunzhen.insurance.StubbedPlatform.assertUnknown;
import static org.yunzhen.insurance.StubbedPlatform.await;
import static org.yunzhen.insurance.StubbedPlatform.envelope;

import com.github.tomakehurst.wiremock.http.Fault;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.yunzhen.insurance.Outcome.Done;
import org.yunzhen.insurance.Outcome.Reason;

/** What is sent again, and what never is. */
class RepeatTest {
    @RegisterExtension static final StubbedPlatform PLATFORM = new StubbedPlatform();

    @Test
    void a_query_is_repeated_under_a_new_number_until_it_is_answered() {
        PLATFORM.answersInTurn(
                aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER),
                aResponse().withStatus(500),
                okJson(envelope("0", Samples.golden("answer/5203"))));

        var outcome =
                await(
                        PLATFORM.client(PATIENT)
                                .call(
                                        Transactions.QUERY_SETTLEMENT,
                                        Samples.SETTLEMENT_QUERY,
                                        Samples.CONTEXT));

        assertThat(outcome).isInstanceOf(Done.class);
        assertThat(PLATFORM.findAll(postRequestedFor(anyUrl())))
                .extracting(request -> msgid(request.getBodyAsString()))
                .hasSize(3)
                .doesNotHaveDuplicates()
                .contains(Samples.MSGID);
    }

    @Test
    void a_query_is_sent_three_times_and_no_more() {
        PLATFORM.answers(okJson(envelope("-1", "null")));

        var outcome =
                await(
                        PLATFORM.client(PATIENT)
                                .call(Transactions.PERSON, Samples.PERSON_QUERY, Samples.CONTEXT));

        assertUnknown(outcome, Reason.SYSTEM_ERROR);
        PLATFORM.verify(3, postRequestedFor(anyUrl()));
    }

    @Test
    void a_refused_query_is_not_repeated() {
        PLATFORM.answers(okJson(envelope("-2", "null")));

        await(
                PLATFORM.client(PATIENT)
                        .call(Transactions.PERSON, Samples.PERSON_QUERY, Samples.CONTEXT));

        PLATFORM.verify(1, postRequestedFor(anyUrl()));
    }

    @Test
    void a_query_keeps_its_outcome_when_there_is_no_number_for_a_repetition() {
        PLATFORM.answers(okJson(envelope("-1", "null")));
        NhsaClient client =
                new NhsaClient(
                        Samples.settings(URI.create(PLATFORM.baseUrl()), PATIENT),
                        () ->
                                CompletableFuture.failedStage(
                                        new IllegalStateException("no database")));

        var outcome =
                await(client.call(Transactions.PERSON, Samples.PERSON_QUERY, Samples.CONTEXT));

        assertUnknown(outcome, Reason.SYSTEM_ERROR);
    }

    @Test
    void only_queries_and_sign_in_may_be_repeated() {
        assertThat(Transactions.all())
                .filteredOn(transaction -> transaction.is(Transaction.Trait.REPEATABLE))
                .extracting(Transaction::infno)
                .containsExactlyInAnyOrder("9001", "1101", "2001", "5201", "5203", "3201");
    }

    private static String msgid(String body) {
        return body.replaceAll("(?s).*\"msgid\":\"(\\w+)\".*", "$1");
    }
}
