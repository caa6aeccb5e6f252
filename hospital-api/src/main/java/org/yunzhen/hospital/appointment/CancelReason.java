package org.yunzhen.hospital.appointment;

import org.yunzhen.mappings.code.Coded;
import org.yunzhen.mappings.code.Language;
import org.yunzhen.mappings.identifier.Systems;

/** Why an appointment was cancelled. */
enum CancelReason implements Coded {
    PATIENT("patient", "患者取消", "Cancelled by the patient"),
    REFUNDED("refunded", "已退费", "Refunded"),
    HOLD_EXPIRED("hold-expired", "超时未支付", "Not paid in time"),
    SERVICE_STOPPED("service-stopped", "停诊", "Service stopped"),
    VISIT_CANCELLED("visit-cancelled", "就诊取消", "Visit cancelled");

    private final String code;
    private final String zh;
    private final String en;

    CancelReason(String code, String zh, String en) {
        this.code = code;
        this.zh = zh;
        this.en = en;
    }

    @Override
    public String system() {
        return Systems.CANCEL_REASON;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public String display(Language language) {
        return language.pick(zh, en);
    }
}
