package org.yunzhen.mappings.validate;

import java.util.Locale;

/**
 * The ways in which a resource can break the R4 definitions. Each has a stable code, the FHIR issue
 * type it is answered with, and a text in both languages whose blanks {@link Fault} fills.
 */
public enum FaultKind {
    NOT_A_RESOURCE(
            "structure",
            "这里应为带有 resourceType 的资源对象",
            "an object with resourceType must stand here"),
    UNKNOWN_TYPE("structure", "R4 没有资源类型“%s”", "R4 has no resource type '%s'"),
    UNKNOWN_ELEMENT("structure", "%s 没有元素“%s”", "%s has no element '%s'"),
    WRONG_JSON_TYPE("structure", "应为 %s，JSON 类型不符", "must be a %s: the JSON type is another"),
    NOT_AN_ARRAY("structure", "可重复元素应为数组", "an element that may repeat must be an array"),
    REPEATED("structure", "该元素至多出现一次，不能为数组", "the element may occur once and must not be an array"),
    NULL_VALUE("structure", "不允许 null", "null is not allowed here"),
    EMPTY("structure", "不允许为空", "must not be empty"),
    SEVERAL_CHOICES("structure", "%s 只能取一种类型", "%s may have one type only"),
    MISSING_ELEMENT("required", "缺少必需元素“%s”", "the required element '%s' is missing"),
    BAD_FORMAT("value", "不符合 %s 的格式", "is not a valid %s"),
    OUT_OF_RANGE("value", "超出 %s 的取值范围", "is outside the range of %s"),
    TOO_LONG("too-long", "文本超过 %s 个字符", "is longer than %s characters"),
    UNKNOWN_CODE("code-invalid", "代码“%s”不在必需值集 %s 中", "'%s' is not in the required value set %s"),
    MISSING_CODE("code-invalid", "必须给出值集 %s 中的代码", "a code of the value set %s is required"),
    WRONG_TARGET("value", "不能引用 %s，只允许：%s", "must not refer to %s, only to: %s"),
    WRONG_CHECK(
            "value",
            "不是 %s 的有效号码：位数、日期或校验位不对",
            "is no number of %s: its length, date or check character is wrong"),
    UNSAFE_NARRATIVE("value", "叙述文本不合规：%s", "the narrative breaks the rules: %s"),
    BROKEN_RULE("invariant", "违反规则 %s", "breaks the rule %s"),
    TOO_COSTLY("too-costly", "规则 %s 无法在限定步数内核对", "the rule %s takes too many steps to check"),
    TOO_MANY_FAULTS("too-costly", "错误过多，其余未列出", "too many faults; the others are not listed");

    private final String issueType;
    private final String zh;
    private final String en;

    FaultKind(String issueType, String zh, String en) {
        this.issueType = issueType;
        this.zh = zh;
        this.en = en;
    }

    /** Stable code for clients, such as {@code unknown-element}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Code of FHIR's IssueType for {@code OperationOutcome.issue.code}. */
    public String issueType() {
        return issueType;
    }

    Fault at(String expression, Object... details) {
        return new Fault(this, expression, zh.formatted(details), en.formatted(details));
    }
}
