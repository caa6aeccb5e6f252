package org.yunzhen.mappings.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yunzhen.mappings.definition.Definitions;
import org.yunzhen.mappings.json.FhirJson;
import org.yunzhen.mappings.validate.Fault;
import org.yunzhen.mappings.validate.FaultKind;
import org.yunzhen.mappings.validate.StructureValidator;
import org.yunzhen.mappings.xml.MalformedXmlException.Kind;

class FhirXmlTest {
    private static final String NS = " xmlns=\"http://hl7.org/fhir\"";
    private static final String DIV = "<div xmlns=\"http://www.w3.org/1999/xhtml\">%s</div>";

    @Test
    void the_example_of_the_specification_reads_as_its_json() {
        assertThat(
                        json(
                                """
                                <?xml version="1.0" encoding="UTF-8"?>
                                <Patient xmlns="http://hl7.org/fhir"
                                    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                                    xsi:schemaLocation="http://hl7.org/fhir patient.xsd">
                                  <!-- who -->
                                  <id value="pat-1"/>
                                  <active value="true"/>
                                  <name id="n1">
                                    <given value="小"/>
                                    <given><extension url="http://x"><valueCode value="k"/></extension></given>
                                  </name>
                                  <birthDate id="314159" value="1970-03-30">
                                    <extension url="http://example.org/text">
                                      <valueString value="Easter 1970"/>
                                    </extension>
                                  </birthDate>
                                  <multipleBirthInteger value="2"/>
                                </Patient>"""))
                .isEqualTo(
                        "{\"resourceType\":\"Patient\",\"id\":\"pat-1\",\"active\":true,"
                                + "\"name\":[{\"id\":\"n1\",\"given\":[\"小\",null],"
                                + "\"_given\":[null,{\"extension\":[{\"url\":\"http://x\",\"valueCode\":\"k\"}]}]}],"
                                + "\"birthDate\":\"1970-03-30\",\"_birthDate\":{\"id\":\"314159\","
                                + "\"extension\":[{\"url\":\"http://example.org/text\",\"valueString\":\"Easter 1970\"}]},"
                                + "\"multipleBirthInteger\":2}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1.50", "0.0", "100", "-7.10", "1E+2", "12345678901234567890", "2147483648"})
    void a_decimal_keeps_its_digits(String number) {
        String json =
                "{\"resourceType\":\"Observation\",\"valueQuantity\":{\"value\":" + number + "}}";
        String xml = xml(json);
        assertThat(xml).contains("<value value=\"" + number + "\"/>");
        assertThat(json(xml)).isEqualTo(json);
    }

    @Test
    void a_list_whose_items_have_only_extensions_is_read_from_either() {
        String json =
                "{\"resourceType\":\"Patient\",\"name\":[{\"_given\":[{\"id\":\"a\"},{\"id\":\"b\"}]}]}";
        assertThat(xml(json)).contains("<given id=\"a\"/><given id=\"b\"/>");
        assertThat(json(xml(json))).isEqualTo(json);
    }

    @Test
    void white_space_in_a_string_is_kept() {
        String json = "{\"resourceType\":\"Basic\",\"language\":\" a\\n\\tb\\r \"}";
        assertThat(json(xml(json))).isEqualTo(json);
    }

    @Test
    void elements_are_written_in_the_order_of_the_definitions_whatever_the_order_in_json() {
        assertThat(
                        xml(
                                "{\"birthDate\":\"2026\",\"id\":\"x\",\"active\":true,\"resourceType\":\"Patient\"}"))
                .endsWith(
                        "<Patient xmlns=\"http://hl7.org/fhir\"><id value=\"x\"/><active value=\"true\"/>"
                                + "<birthDate value=\"2026\"/></Patient>");
    }

    @ParameterizedTest
    @CsvSource({
        "a&nbsp;b, a&#160;b, a\u00a0b",
        "&eacute;&hellip;, &#233;&#8230;, é…",
        "&amp;&lt;, &amp;&lt;, &amp;&lt;",
        "&#x20AC;, &#8364;, €",
        "'<a href=\"x?a=1&amp;b=2\">y</a>', '<a href=\"x?a=1&amp;b=2\">y</a>', '<a href=\"x?a=1&amp;b=2\">y</a>'",
        "&unknown;, &amp;unknown;, &amp;unknown;",
        "a & b, a &amp; b, a &amp; b"
    })
    void a_narrative_is_written_as_xml_can_hold_it(String html, String xml, String again) {
        String written = xml(narrated(html));
        assertThat(written).contains("<text>" + DIV.formatted(xml) + "</text>");
        assertThat(json(written)).isEqualTo(narrated(again));
    }

    @Test
    void a_prefix_of_xhtml_and_a_cdata_section_are_only_other_spellings() {
        assertThat(
                        json(
                                "<f:Basic xmlns:f=\"http://hl7.org/fhir\" xmlns:h=\"http://www.w3.org/1999/xhtml\">"
                                        + "<f:text><h:div><h:p title='q'>x<![CDATA[<&]]></h:p></h:div></f:text></f:Basic>"))
                .isEqualTo(narrated("<p title=\"q\">x&lt;&amp;</p>"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE Basic><Basic%s/>",
                "<!DOCTYPE Basic SYSTEM \"file:///etc/passwd\"><Basic%s/>",
                "<!DOCTYPE l [<!ENTITY a \"b\"><!ENTITY c \"&a;&a;&a;&a;&a;&a;\">]><Basic%s><language value=\"&c;\"/></Basic>",
                "<!DOCTYPE l [<!ENTITY % p SYSTEM \"http://127.0.0.1:1/x\"> %p;]><Basic%s/>"
            })
    void a_document_type_is_refused_before_anything_of_it_is_used(String xml) {
        assertThat(failure(xml.replace("%s", NS)).kind()).isEqualTo(Kind.DOCTYPE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "<Basic%s>",
                "<Basic%s/><Basic%s/>",
                "<Basic%s><language value=\"&undeclared;\"/></Basic>",
                "<Basic%s><language value=\"&#0;\"/></Basic>",
                "<Basic%s><language value=\"&#xD800;\"/></Basic>",
                "<Basic%s><language value=\"a\u0001\"/></Basic>",
                "<Basic%s><language value=\"a\" value=\"b\"/></Basic>",
                "<?xml version=\"1.0\" encoding=\"GBK\"?><Basic%s/>"
            })
    void what_is_not_well_formed_is_refused_as_such(String xml) {
        assertThat(failure(xml.replace("%s", NS)).kind()).isEqualTo(Kind.SYNTAX);
    }

    @Test
    void another_encoding_than_utf_8_is_refused() {
        String xml = "<Basic" + NS + "><language value=\"文\"/></Basic>";
        for (Charset charset : List.of(StandardCharsets.UTF_16, Charset.forName("GBK"))) {
            assertThat(
                            catchThrowableOfType(
                                    MalformedXmlException.class,
                                    () -> FhirXml.parse(xml.getBytes(charset))))
                    .isNotNull();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<Basic/>",
                "<Basic xmlns=\"urn:other\"/>",
                "<Basic%s>text</Basic>",
                "<Basic%s lang=\"zh\"/>",
                "<Basic%s><language value=\"a\">b</language></Basic>",
                "<Basic%s><language other=\"a\"/></Basic>",
                "<Basic%s><code value=\"a\"/></Basic>",
                "<Basic%s><code><id value=\"a\"/></code></Basic>",
                "<Basic%s><contained><Basic/><Basic/></contained></Basic>",
                "<Basic%s><x:language xmlns:x=\"urn:other\" value=\"a\"/></Basic>"
            })
    void what_fhirs_xml_does_not_have_is_refused(String xml) {
        assertThat(failure(xml.replace("%s", NS)).kind()).isEqualTo(Kind.NOT_FHIR);
    }

    @Test
    void what_is_nested_too_deep_is_refused_as_in_json() {
        String deep = "<extension url=\"u\">".repeat(40) + "</extension>".repeat(40);
        assertThat(failure("<Basic" + NS + ">" + deep + "</Basic>").kind())
                .isEqualTo(Kind.TOO_DEEP);
        String fits = "<extension url=\"u\">".repeat(31) + "</extension>".repeat(31);
        assertThat(json("<Basic" + NS + ">" + fits + "</Basic>")).contains("extension");
    }

    @ParameterizedTest
    @CsvSource({
        "<gender value='x'/>, UNKNOWN_CODE, Patient.gender",
        "<shoeSize value='42'/>, UNKNOWN_ELEMENT, Patient.shoeSize",
        "<active value='maybe'/>, WRONG_JSON_TYPE, Patient.active",
        "<multipleBirthInteger value='1.0'/>, BAD_FORMAT, Patient.multipleBirth",
        "<multipleBirthInteger value='01'/>, WRONG_JSON_TYPE, Patient.multipleBirth",
        "<gender value='male'/><gender value='female'/>, REPEATED, Patient.gender",
        "<birthDate id='a'/><birthDate id='b'/>, REPEATED, Patient.birthDate",
        "<birthDate value='1990'/><birthDate id='b'/>, REPEATED, Patient.birthDate",
        "<birthDate id='a'/><name><text value='x'/></name><birthDate value='1990'/>, REPEATED, Patient.birthDate",
        "<birthDate/>, EMPTY, Patient.birthDate",
        "<name/>, EMPTY, Patient.name[0]",
    })
    void a_fault_of_a_resource_is_named_by_validation_as_in_json(
            String element, FaultKind kind, String expression) {
        JsonNode resource = FhirXml.parse(bytes("<Patient" + NS + ">" + element + "</Patient>"));
        assertThat(new StructureValidator(Definitions.r4()).validate(resource))
                .extracting(Fault::kind, Fault::expression)
                .containsExactly(tuple(kind, expression));
    }

    private static String narrated(String html) {
        return "{\"resourceType\":\"Basic\",\"text\":{\"div\":\""
                + DIV.formatted(html).replace("\"", "\\\"")
                + "\"}}";
    }

    private static MalformedXmlException failure(String xml) {
        return catchThrowableOfType(MalformedXmlException.class, () -> FhirXml.parse(bytes(xml)));
    }

    private static String json(String xml) {
        return new String(FhirJson.write(FhirXml.parse(bytes(xml))), StandardCharsets.UTF_8);
    }

    private static String xml(String json) {
        return new String(FhirXml.write(FhirJson.parse(bytes(json))), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
