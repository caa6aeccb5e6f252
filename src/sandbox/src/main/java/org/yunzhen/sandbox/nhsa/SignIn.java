package org.yunzhen.sandbox.nhsa;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.Set;
import org.yunzhen.sandbox.exchange.Json;

/** 9001 签到: one session for an operator and day; asked again it is the same one. */
final class SignIn implements Transaction {
    @Override
    public Set<String> infnos() {
        return Set.of("9001");
    }

    @Override
    public ObjectNode run(Call call) {
        Fields in = call.input().child("signIn");
        String opter = in.text("opter_no", 20);
        in.text("mac", 20);
        in.text("ip", 20);
        Optional<Entry.SignedIn> open =
                call.registry().session(opter, call.fixmedins(), call.day());
        Entry.SignedIn session = open.orElseGet(() -> begin(call, opter));
        ObjectNode output = Json.object();
        output.putObject("signinoutb")
                .put("sign_time", session.at())
                .put("sign_no", session.signNo());
        return output;
    }

    private static Entry.SignedIn begin(Call call, String opter) {
        int ordinal = call.registry().sessions.size() + 1;
        String signNo = "S%s%08d".formatted(call.day().replace("-", ""), ordinal);
        Entry.SignedIn session = new Entry.SignedIn(signNo, opter, call.fixmedins(), call.time());
        call.registry().record(session);
        return session;
    }
}
