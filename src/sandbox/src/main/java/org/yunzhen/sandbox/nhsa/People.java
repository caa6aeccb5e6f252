package org.yunzhen.sandbox.nhsa;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import org.yunzhen.sandbox.exchange.Json;

/** How a person and an amount are written in output nodes. */
final class People {
    private People() {}

    /** Fen as yuan with two decimals. */
    static BigDecimal yuan(long fen) {
        return BigDecimal.valueOf(fen, 2);
    }

    /** The node `baseinfo` of 1101. */
    static ObjectNode base(Person person, LocalDateTime now) {
        ObjectNode node = Json.object().put("psn_no", person.psnNo());
        node.setAll(identity(person, now));
        return node;
    }

    /** The fields that person and bill nodes share. */
    static ObjectNode identity(Person person, LocalDateTime now) {
        return Json.object()
                .put("psn_name", person.name())
                .put("psn_cert_type", "01")
                .put("certno", person.id().number())
                .put("gend", person.id().gend())
                .put("naty", "01")
                .put("brdy", person.id().born().toString())
                .put("age", BigDecimal.valueOf(person.age(now) * 10L, 1));
    }
}
