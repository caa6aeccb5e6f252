package org.yunzhen.sandbox.nhsa;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import org.yunzhen.sandbox.exchange.Json;

/** 9002 签退: ends the session that the envelope carries. */
final class SignOut implements Transaction {
    @Override
    public Set<String> infnos() {
        return Set.of("9002");
    }

    @Override
    public ObjectNode run(Call call) {
        Fields in = call.input().child("signOut");
        String signNo = in.text("sign_no", 30);
        in.text("opter_no", 20);
        Refused.unless(signNo.equals(call.envelope().signNo()), "签到编号与报文不符：sign_no=" + signNo);
        call.registry().record(new Entry.SignedOut(signNo));
        ObjectNode output = Json.object();
        output.putObject("signoutoutb").put("sign_time", call.time()).put("sign_no", signNo);
        return output;
    }
}
