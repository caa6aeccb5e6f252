package org.yunzhen.mappings.rule;

import java.util.Map;
import org.yunzhen.mappings.code.TextTable;

/** What each rule says, in a sentence of ours. */
final class RuleTitles {

    private RuleTitles() {}

    static Map<String, String> chinese() {
        return TextTable.read(
                """
                R01 = 没有同病线下确诊凭据的就诊只能做健康咨询，不得诊断或开方
                R02 = 复诊凭据随就诊保存，医师开方前须确认为同一疾病且符合复诊条件
                R03 = 属首诊、病情变化或不宜线上的，医师一步终止就诊，记明原因并引导线下就医
                R04 = 分诊发现危急症状时不得线上预约，提示拨打120并前往最近的急诊
                R05 = 线上范围为常见病、慢性病复诊和家庭医生签约服务
                R06 = 机构执业许可有效且诊疗科目相符，方可开展线上服务
                R07 = 互联网医院按年校验，到期前提醒，逾期停用
                R08 = 医师已注册、独立执业满三年、执业范围与科室相符
                R09 = 外院医师和护士须有当期的多机构执业备案
                R10 = 医师接诊前实名核验，任何人或人工智能不得冒名代替
                R11 = 患者实名，代办仅限未成年人和被照护人并登记关系
                R12 = 首次就诊前及文本更新后须签署知情同意，未同意不得接诊
                R13 = 处方由接诊医师本人开具，软件不得自动生成或代签
                R14 = 人工智能的结果只作建议单独显示，由医师采纳或不采纳
                R15 = 处方须有诊断，每种药须对应诊断的适应证或写明医师理由
                R16 = 线上处方须医师电子签名并经药师审核合格后方可生效
                R17 = 审方人为当班的执业药师，且不是开方医师本人
                R18 = 未开处方不得先给药、寄药或收费，不得为商业目的统方
                R19 = 线上不得开具麻醉药品、精神药品及其他特殊管理的药品
                R20 = 为六岁以下儿童开方须确认监护人和相关专业医师陪同
                R21 = 处方当日有效，医师可延长，最长三天
                R22 = 处方一般不超过七日用量，急诊不超过三日，延长须写明理由
                R23 = 长期处方一般四周以内，病情稳定的最长十二周，超过四周须严格评估并由患者签字
                R24 = 长期处方仅用于诊断明确、方案稳定的患者，特殊管理药品等除外
                R25 = 首次长期处方当面开具，线上仅可在病情稳定时续开
                R26 = 每张处方至多五种药且只用于一名患者，饮片单独开具
                R27 = 药师逐项核对处方并保存各项结论
                R28 = 特殊使用级抗菌药物不得线上开具，限制使用级须有相应权限
                R29 = 门诊电子病历至少保存十五年，图文和音视频至少三年
                R30 = 处方按类别保存一年、二年或三年，销毁须经批准
                R31 = 线上病历与实体医院病历同一格式、同一系统、统一质控
                R32 = 全程留痕，每一步都记下人、角色、时间和内容的变化
                R33 = 向监管平台开放接口并实时上传，失败须排队重传并告警
                R34 = 患者数据存于境内，出境须先经安全评估
                R35 = 信息系统按三级等保防护，泄露事件立即报告并处置
                R36 = 电子签名专属于签名人、由其控制，签后的改动可被发现
                R37 = 设有管理部门和成文制度，制度有版本和日期
                R38 = 公示许可、科室、医务人员、收费、投诉渠道和服务时间
                R39 = 收入不与药品挂钩，患者自行选择取药方式，不得指定药店
                R40 = 第三方平台对所提供人员的资质和行为负责，并记录责任保险
                R41 = 机构间远程医疗须有合作协议和患者书面同意，双方均有相应资质
                R42 = 远程会诊由邀请方决定诊疗，受邀方出具签名意见，邀请方有医师在场
                R43 = 基层检查、上级诊断，受邀方出具签名的诊断报告，图像不合格的退回
                R44 = 双方均保存远程医疗记录，原件留在邀请方
                R45 = 线上发现法定传染病须在规定时限内报告并转线下
                R46 = 设投诉和不良事件渠道，限时答复并闭环
                R47 = 复诊按公布的项目收费，不含诊断的咨询不纳入医保
                R48 = 未在医院配药的线上处方不计入药占比
                R49 = 儿童、孕妇、哺乳期患者须先填体重、孕周或哺乳状态再审药
                R50 = 限制医师同时和每日接诊数，接诊过短或秒开处方须告警
                """);
    }

    static Map<String, String> english() {
        return TextTable.read(
                """
                R01 = Without proof of an earlier diagnosis in person a visit is health advice only: no diagnosis, no prescription
                R02 = The proof stays with the visit, and the doctor confirms the same disease before prescribing
                R03 = A first visit, a changed condition or one unsuitable online is ended by the doctor in one step, with reason and guidance
                R04 = A red flag at triage ends online booking and points to 120 and the nearest emergency department
                R05 = Online care covers follow-up of common and chronic disease and contracted family doctors
                R06 = The institution's licence is valid and covers the department, or its online services are off
                R07 = An internet hospital is verified every year: a warning before the date, a stop after it
                R08 = The doctor is registered, has three years of independent practice and a scope that covers the department
                R09 = Doctors and nurses of other institutions need a current filing for practice at several sites
                R10 = The doctor proves their identity before a session; nobody and no software stands in for them
                R11 = Patients are identified by real name; proxies only for minors and dependants, with the relation on record
                R12 = Informed consent is signed before the first visit and for each new text; without it there is no visit
                R13 = The receiving doctor prescribes in person; software neither composes nor signs a prescription
                R14 = What software suggests is shown apart as advice, for the doctor to accept or reject
                R15 = A prescription has a diagnosis, and each drug an indication in it or a reason of the doctor
                R16 = An online prescription takes effect when the doctor has signed it and a pharmacist has approved it
                R17 = The reviewer is a licensed pharmacist on duty and not the prescriber
                R18 = No drug is handed over, sent or charged before its prescription; drug volumes are not queried for trade
                R19 = Narcotic, psychotropic and other specially managed drugs are not prescribed online
                R20 = For a child under six a guardian and an accompanying physician of the specialty are confirmed
                R21 = A prescription is valid on its day; the doctor may extend it to three days at most
                R22 = Seven days of supply, three in an emergency; more needs a stated reason
                R23 = Long-term prescriptions reach four weeks, twelve when stable; above four with strict evaluation and the patient's signature
                R24 = Long-term prescriptions need a clear diagnosis and a stable regimen, and never hold specially managed drugs
                R25 = The first long-term prescription is written face to face; online it is only renewed while stable
                R26 = At most five drugs and one patient on a prescription; herbal pieces stand on their own
                R27 = The pharmacist goes through the check list, and each result is kept
                R28 = Special-grade antimicrobials are never prescribed online; restricted ones need the right to them
                R29 = Outpatient records are kept fifteen years, dialogue and recordings three
                R30 = Prescriptions are kept one, two or three years by class; destroying them needs approval
                R31 = Online records share form, system and quality control with the hospital's own
                R32 = Every step leaves a trace of who, in which role, when, and what it changed
                R33 = The regulator's platform is fed in real time; failed uploads queue and raise an alarm
                R34 = Patient data stay in mainland China unless a security assessment allows otherwise
                R35 = Systems are protected at level three, and a breach is reported and acted on at once
                R36 = A signature belongs to its signer alone, under their control, and shows any later change
                R37 = Departments and written systems of management exist, with version and date
                R38 = Licence, departments, staff, fees, complaint channel and hours are shown to the public
                R39 = Income is not tied to drugs, and the patient chooses where to get them
                R40 = A third-party platform answers for the people it offers, and liability insurance is on record
                R41 = Telemedicine between institutions needs an agreement, both licences and the patient's written consent
                R42 = In a remote consultation the inviting side decides and has a doctor present; the invited side signs an opinion
                R43 = The primary site examines, the higher site signs the diagnosis; poor images are sent back
                R44 = Both sides keep the record of telemedicine; the original stays with the inviting side
                R45 = A notifiable disease found online is reported in time and referred
                R46 = Complaints and adverse events have a channel, a time limit and an end
                R47 = A follow-up is charged by the published item; advice without diagnosis is not charged to insurance
                R48 = Online prescriptions filled elsewhere do not count in the hospital's drug ratio
                R49 = Weight, gestational week or lactation is known before a drug check of a child, a pregnant or a nursing patient
                R50 = Visits at once, per day and their least length are bounded, and instant prescriptions raise an alarm
                """);
    }
}
