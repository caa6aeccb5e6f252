package org.yunzhen.hospital.event.subscription;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;

/** A receiver that comes back to more than one round brings. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(value = ReceiverResource.class, restrictToAnnotatedClass = true)
class BacklogTest {
    private static final int EVENTS = 250;
    private static final String PATH = "/backlog";

    private static final String SUBSCRIPTION =
            """
            {"resourceType":"Subscription","status":"requested","reason":"test",
             "criteria":"Basic?code=backlog",
             "channel":{"type":"rest-hook","endpoint":"http://127.0.0.1:%d/backlog"}}""";

    private static final String ENTRY =
            """
            {"request":{"method":"POST","url":"Basic"},"resource":{"resourceType":"Basic",
             "code":{"coding":[{"system":"urn:backlog","code":"backlog"}]}}}""";

    private final Http integration = Http.as("integration01");
    private final WireMockServer receiver = ReceiverResource.receiver();

    @Test
    void a_backlog_longer_than_a_round_is_delivered_to_its_end_in_order() {
        receiver.resetAll();
        receiver.stubFor(post(urlEqualTo(PATH)).willReturn(aResponse().withStatus(204)));
        assertThat(
                        integration
                                .post("/fhir/Subscription", SUBSCRIPTION.formatted(receiver.port()))
                                .status())
                .isEqualTo(201);
        String entries =
                IntStream.range(0, EVENTS).mapToObj(i -> ENTRY).collect(Collectors.joining(","));

        assertThat(
                        integration
                                .post(
                                        "/fhir",
                                        "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":["
                                                + entries
                                                + "]}")
                                .status())
                .isEqualTo(200);

        await().atMost(Duration.ofSeconds(60)).until(() -> numbers().size() >= EVENTS);
        assertThat(numbers())
                .isEqualTo(IntStream.rangeClosed(1, EVENTS).mapToObj(Integer::toString).toList());
    }

    private List<String> numbers() {
        return receiver.findAll(postRequestedFor(urlEqualTo(PATH))).stream()
                .map(request -> request.getHeader("X-Yunzhen-Event-Number"))
                .toList();
    }
}
