package org.yunzhen.sandbox;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import org.yunzhen.sandbox.exchange.Reply;
import org.yunzhen.sandbox.exchange.Request;

/** Where WireMock hands every request over: the answer is computed from state, not stubbed. */
final class Door implements ResponseDefinitionTransformerV2 {
    static final String NAME = "sandbox-door";

    private final Switchboard switchboard;

    Door(Switchboard switchboard) {
        this.switchboard = switchboard;
    }

    @Override
    public ResponseDefinition transform(ServeEvent event) {
        Reply reply = switchboard.answer(request(event.getRequest()));
        ResponseDefinitionBuilder answer =
                ResponseDefinitionBuilder.responseDefinition().withStatus(reply.status());
        if (reply.dropped()) {
            return answer.withFault(Fault.EMPTY_RESPONSE).build();
        }
        if (reply.delayMs() > 0) {
            answer.withFixedDelay(reply.delayMs());
        }
        return answer.withHeader("Content-Type", "application/json;charset=UTF-8")
                .withBody(reply.body())
                .build();
    }

    private static Request request(com.github.tomakehurst.wiremock.http.Request seen) {
        String url = seen.getUrl();
        int query = url.indexOf('?');
        return new Request(
                seen.getMethod().getName(),
                query < 0 ? url : url.substring(0, query),
                seen::getHeader,
                seen.getBody() == null ? new byte[0] : seen.getBody());
    }

    @Override
    public String getName() {
        return NAME;
    }

    @Override
    public boolean applyGlobally() {
        return false;
    }
}
