package org.yunzhen.hospital.record;

import java.util.Map;
import java.util.stream.Collectors;
import org.yunzhen.mappings.code.Language;
import org.yunzhen.mappings.code.TextTable;

/** What roles, actions, types and relations of the trail are called when speaking to a patient. */
final class PlainWords {
    private static final Map<String, String> ZH =
            TextTable.read(
                    """
                    role.patient = 患者
                    role.doctor = 医生
                    role.pharmacist = 药师
                    role.pharmacy = 药店
                    role.integration = 健康档案交换系统
                    role.operator = 医院运营人员
                    role.compliance = 合规人员
                    role.regulator = 监管部门
                    role.anonymous = 未登录的访问者
                    action.read = 查看了
                    action.vread = 查看了历史版本的
                    action.history = 查看了修改历史：
                    action.search = 检索了
                    action.search_types = 检索了多类记录
                    action.create = 新增了
                    action.update = 修改了
                    action.patch = 部分修改了
                    action.delete = 删除了
                    action.bundle = 一次提交了多项操作
                    action.metadata = 查看了系统说明
                    action.live = 接收了{0}的实时消息
                    action.notify = 收到了订阅通知：
                    action.export_status = 查询了批量导出的进度
                    action.export_file = 下载了批量导出的
                    action.export_cancel = 取消了批量导出
                    action.$everything = 调阅了{0}的全部健康档案
                    action.$summary = 调阅了{0}的健康摘要
                    action.$who-looked = 查看了{0}的档案访问记录
                    action.$register = 为{0}办理了建档登记
                    action.$end-guardianship = 解除了监护关系
                    action.$triage = 使用了智能导诊
                    action.$publish = 发布了门诊排班
                    action.$stop = 办理了停诊
                    action.$book = 办理了{0}的预约挂号
                    action.$hold = 为{0}锁定了号源
                    action.$cancel = 取消了{0}的预约
                    action.$reschedule = 更改了{0}的就诊时间
                    action.$check-in = 办理了{0}的就诊签到
                    action.$no-show = 将{0}的预约登记为爽约
                    action.$queue = 查看了{0}的候诊进度
                    action.$text = 查看了知情同意书的内容
                    action.$accept = 为{0}接诊
                    action.$pause = 暂停了{0}的问诊
                    action.$resume = 恢复了{0}的问诊
                    action.$leave = 退出了候诊
                    action.$finish = 结束了{0}的问诊
                    action.$end-unsuitable = 因病情不适合线上诊疗，结束了{0}的问诊
                    action.$confirm-follow-up = 核实了{0}的复诊条件
                    action.$prescribe = 为{0}开具了处方
                    action.$review = 审核了{0}的处方
                    action.$pickup-code = 查看了{0}的取药码
                    action.$signed = 下载了{0}的电子签名处方
                    action.$claim = 接收了{0}的处方
                    action.$release = 退回了{0}的处方
                    action.$dispense = 为{0}发放了药品
                    action.$revoke = 撤销了{0}的处方
                    action.$answer-revocation = 答复了{0}的处方的撤销申请
                    action.$quote = 办理了{0}的费用预结算
                    action.$settle = 结算了{0}的费用
                    action.$refund = 为{0}办理了退费
                    action.$resolve = 处理了{0}的异常账单
                    action.$payment-order = 设置了医保与个人支付的先后顺序
                    action.$match = 按身份信息查找了患者
                    action.$document = 生成了{0}的病历文档
                    action.$export = 申请了批量导出健康档案
                    action.$expunge = 申请或确认了永久删除{0}的资料
                    action.$status = 查询了订阅状态
                    action.$events = 重新获取了订阅消息
                    action.$get-ws-binding-token = 获取了订阅连接凭证
                    action.$secret = 查看了订阅通知的校验密钥
                    action.$meta = 查看了资料标签
                    action.$meta-add = 添加了资料标签
                    action.$meta-delete = 移除了资料标签
                    action.$validate = 校验了资料格式
                    action.$lookup = 查询了编码含义
                    action.$validate-code = 校验了编码
                    action.$subsumes = 比较了两个编码的上下级关系
                    action.$expand = 查看了值集中的编码
                    action.$translate = 查询了编码的对照关系
                    relation.self = 本人有权查看自己的档案
                    relation.guardian = 监护人有权代未成年人查看
                    relation.treating = 正在为患者诊疗
                    relation.reviewing = 正在审核患者的处方
                    relation.party = 为该事项的经办方
                    relation.operator = 负责医院运营
                    relation.tenant = 受医院委托交换健康档案
                    relation.public = 该内容对所有人公开
                    type.AllergyIntolerance = 过敏信息
                    type.Appointment = 预约
                    type.Bundle = 文档
                    type.CarePlan = 诊疗计划
                    type.Claim = 费用申报
                    type.ClaimResponse = 费用结算
                    type.Communication = 问诊消息
                    type.Composition = 病历文书
                    type.Condition = 诊断
                    type.Consent = 知情同意书
                    type.Coverage = 医保信息
                    type.DiagnosticReport = 检查检验报告
                    type.DocumentReference = 文档
                    type.Encounter = 就诊记录
                    type.FamilyMemberHistory = 家族史
                    type.ImagingStudy = 影像检查
                    type.Immunization = 接种记录
                    type.Invoice = 账单
                    type.MedicationDispense = 发药记录
                    type.MedicationRequest = 处方药品
                    type.MedicationStatement = 用药情况
                    type.Observation = 检验与体征
                    type.Patient = 个人基本信息
                    type.Procedure = 手术与操作
                    type.QuestionnaireResponse = 问卷
                    type.RelatedPerson = 亲属与监护人
                    type.ServiceRequest = 检查申请
                    type.Task = 处方流转
                    """);

    private static final Map<String, String> EN =
            TextTable.read(
                    """
                    role.patient = patient
                    role.doctor = doctor
                    role.pharmacist = pharmacist
                    role.pharmacy = pharmacy
                    role.integration = record exchange system
                    role.operator = hospital operator
                    role.compliance = compliance officer
                    role.regulator = regulator
                    role.anonymous = visitor without a login
                    action.read = viewed
                    action.vread = viewed an earlier version of
                    action.history = viewed the history of
                    action.search = searched
                    action.search_types = searched several kinds of records
                    action.create = added
                    action.update = changed
                    action.patch = changed a part of
                    action.delete = deleted
                    action.bundle = sent several requests at once
                    action.metadata = viewed what the system can do
                    action.live = opened the live messages
                    action.notify = was notified of
                    action.export_status = asked how far a bulk export is
                    action.export_file = downloaded from a bulk export
                    action.export_cancel = cancelled a bulk export
                    action.$everything = fetched the whole record
                    action.$summary = fetched the patient summary
                    action.$who-looked = viewed the list of who looked
                    action.$register = registered the patient
                    action.$end-guardianship = ended a guardianship
                    action.$triage = asked which department is right
                    action.$publish = published a schedule
                    action.$stop = stopped the service of a schedule
                    action.$book = booked a visit
                    action.$hold = held a number for a visit
                    action.$cancel = cancelled an appointment
                    action.$reschedule = moved an appointment to another time
                    action.$check-in = checked in
                    action.$no-show = recorded that nobody came
                    action.$queue = viewed the place in the queue
                    action.$text = viewed the text of the informed consent
                    action.$accept = accepted the visit
                    action.$pause = paused the visit
                    action.$resume = resumed the visit
                    action.$leave = left the waiting room
                    action.$finish = finished the visit
                    action.$end-unsuitable = ended the visit as unsuitable online
                    action.$confirm-follow-up = confirmed an earlier diagnosis
                    action.$prescribe = wrote a prescription
                    action.$review = reviewed a prescription
                    action.$pickup-code = viewed the pick-up code
                    action.$signed = fetched the signed prescription
                    action.$claim = claimed a prescription
                    action.$release = gave a prescription back
                    action.$dispense = dispensed medicine
                    action.$revoke = revoked a prescription
                    action.$answer-revocation = answered a revocation
                    action.$quote = asked what is to pay
                    action.$settle = settled a bill
                    action.$refund = refunded a bill
                    action.$resolve = decided about a held bill
                    action.$payment-order = set whose share of a bill is charged first
                    action.$match = compared a person with the patients
                    action.$document = fetched a clinical document
                    action.$export = asked for a bulk export
                    action.$expunge = asked for or confirmed an erasure
                    action.$status = asked for the state of a subscription
                    action.$events = fetched events of a subscription again
                    action.$get-ws-binding-token = fetched a token for a subscription
                    action.$secret = fetched the secret by which notifications are checked
                    action.$meta = viewed the labels
                    action.$meta-add = added labels
                    action.$meta-delete = took labels off
                    action.$validate = checked the form of a record
                    action.$lookup = looked up a code
                    action.$validate-code = checked a code
                    action.$subsumes = compared two codes
                    action.$expand = listed the codes of a value set
                    action.$translate = translated a code
                    relation.self = everyone may see their own record
                    relation.guardian = a guardian may look for a child
                    relation.treating = treats the patient
                    relation.reviewing = reviews the patient's prescription
                    relation.party = takes part in this matter
                    relation.operator = runs the hospital
                    relation.tenant = exchanges records for the hospital
                    relation.public = this is open to everybody
                    type.AllergyIntolerance = allergies
                    type.Appointment = appointments
                    type.Bundle = documents
                    type.CarePlan = care plans
                    type.Claim = claims
                    type.ClaimResponse = settlements
                    type.Communication = visit messages
                    type.Composition = clinical documents
                    type.Condition = diagnoses
                    type.Consent = consents
                    type.Coverage = insurance
                    type.DiagnosticReport = examination reports
                    type.DocumentReference = documents
                    type.Encounter = visits
                    type.FamilyMemberHistory = family history
                    type.ImagingStudy = imaging studies
                    type.Immunization = vaccinations
                    type.Invoice = bills
                    type.MedicationDispense = dispensed medicine
                    type.MedicationRequest = prescribed medicine
                    type.MedicationStatement = medicine taken
                    type.Observation = test results and vital signs
                    type.Patient = personal details
                    type.Procedure = procedures
                    type.QuestionnaireResponse = questionnaires
                    type.RelatedPerson = relatives and guardians
                    type.ServiceRequest = examination requests
                    type.Task = prescription handling
                    """);

    /** Where words say for whom or whose, and the sentence does not beside. */
    private static final String WHOSE = "{0}";

    private PlainWords() {}

    static String role(Language language, String role) {
        return word(language, "role." + role, role);
    }

    /**
     * The action with its object, as the end of a sentence.
     *
     * @param whose of whom it speaks where the words say so
     */
    static String deed(Language language, TrailRow row, String whose) {
        String action = row.action();
        if (action.startsWith("$")) {
            String other = language.pick("办理了“", "used \"") + action + language.pick("”", "\"");
            return word(language, "action." + action, other).replace(WHOSE, whose);
        }
        String verb = word(language, "action." + action, action).replace(WHOSE, whose);
        return language.pick(verb + object(language, row), verb + " " + object(language, row))
                .strip();
    }

    private static String object(Language language, TrailRow row) {
        if (row.type() == null) {
            return "";
        }
        String other = language.pick("其他资料（", "other data (") + row.type();
        return word(language, "type." + row.type(), other + language.pick("）", ")"));
    }

    /** Whether an action of the trail has words of its own in a language. */
    static boolean knows(Language language, String action) {
        return (language == Language.ZH ? ZH : EN).containsKey("action." + action);
    }

    /** Why it was allowed. */
    static String reason(Language language, TrailRow row) {
        String rule = language.pick("本院业务规则允许", "rule " + row.rule());
        return row.relations().isEmpty()
                ? rule
                : row.relations().stream()
                        .map(relation -> word(language, "relation." + relation, rule))
                        .collect(Collectors.joining(language.pick("；", "; ")));
    }

    private static String word(Language language, String key, String otherwise) {
        return (language == Language.ZH ? ZH : EN).getOrDefault(key, otherwise);
    }
}
