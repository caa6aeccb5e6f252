package org.yunzhen.hospital.appointment;

import org.yunzhen.mappings.code.Coded;
import org.yunzhen.mappings.code.Term;
import org.yunzhen.mappings.identifier.Systems;

/** Why an appointment was cancelled. */
enum CancelReason implements Coded {
    PATIENT("patient", "患者取消", "Cancelled by the patient"),
    REFUNDED("refunded", "已退费", "Refunded"),
    HOLD_EXPIRED("hold-expired", "超时未支付", "Not paid in time"),
    SERVICE_STOPPED("service-stopped", "停诊", "Service stopped"),
    VISIT_CANCELLED("visit-cancelled", "就诊取消", "Visit cancelled");

    private final Term term;

    CancelReason(String code, String zh, String en) {
        term = new Term(Systems.CANCEL_REASON, code, zh, en);
    }

    @Override
    public Term term() {
        return term;
    }
}
