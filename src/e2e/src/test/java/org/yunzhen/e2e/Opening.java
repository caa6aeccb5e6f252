package org.yunzhen.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * How a hospital begins on an empty database: its operator writes documents, by the manual; no SQL.
 */
final class Opening {
    private static final Duration CATALOGUE_IS_SEEN_WITHIN = Duration.ofSeconds(10);

    private final Hospital hospital;
    private final OutsideIssuer issuer;
    private final Caller operator;

    Opening(Hospital hospital, OutsideIssuer issuer) {
        this.hospital = hospital;
        this.issuer = issuer;
        this.operator = hospital.withToken(issuer.token("operator", "Practitioner/chief"));
    }

    /** From nothing to a patient with a number. */
    void toTheFirstAppointment() {
        operator.put(
                        "/fhir/HealthcareService/dermatology",
                        """
                        {"resourceType":"HealthcareService","id":"dermatology","active":true,
                         "name":"皮肤科"}""")
                .expect(201);
        operator.put(
                        "/fhir/ChargeItemDefinition/advice",
                        """
                        {"resourceType":"ChargeItemDefinition","id":"advice","status":"active",
                         "url":"https://hospital.example/ChargeItemDefinition/advice",
                         "title":"健康咨询",
                         "extension":[{"valueCode":"C","url":
                          "https://yunzhen.example/fhir/StructureDefinition/insurance-class"}],
                         "code":{"coding":[
                          {"system":"https://yunzhen.example/fhir/sid/price-item-code",
                           "code":"advice"},
                          {"system":"https://yunzhen.example/fhir/sid/nhsa-service-code",
                           "code":"009902000090000"}]},
                         "propertyGroup":[{"priceComponent":[{"type":"base",
                          "amount":{"value":0.00,"currency":"CNY"}}]}]}""")
                .expect(201);
        String schedule = publish();
        String slot =
                operator.get("/fhir/Slot?schedule=" + schedule + "&_count=1")
                        .expect(200)
                        .json()
                        .at("/entry/0/resource/id")
                        .asText();
        String patient = register();
        Reply booked =
                hospital.withToken(issuer.token("patient", "Patient/" + patient))
                        .post(
                                "/fhir/Slot/" + slot + "/$book",
                                Inputs.none()
                                        .reference("patient", "Patient/" + patient)
                                        .text("reason", "String", "皮疹"))
                        .expect(201);
        assertThat(booked.json().path("status").asText()).isEqualTo("booked");
    }

    private String register() {
        return hospital.anonymous()
                .post(
                        "/fhir/Patient/$register",
                        Inputs.none()
                                .text("residentId", "String", "510402199001019017")
                                .text("name", "String", "甲乙丙")
                                .text("phone", "String", "13900000001"))
                .expect(201)
                .id();
    }

    /** As soon as the node has seen the price. */
    private String publish() {
        String day = LocalDate.now(ZoneId.of("Asia/Shanghai")).plusDays(1).toString();
        String shift =
                """
                {"resourceType":"Parameters","parameter":[
                 {"name":"department","valueReference":{
                  "reference":"HealthcareService/dermatology"}},
                 {"name":"from","valueDate":"%1$s"},{"name":"until","valueDate":"%1$s"},
                 {"name":"start","valueTime":"09:00:00"},{"name":"end","valueTime":"10:00:00"},
                 {"name":"slotMinutes","valueInteger":30},
                 {"name":"quota","part":[{"name":"channel","valueCode":"public"},
                  {"name":"numbers","valueInteger":2}]},
                 {"name":"item","valueCode":"advice"}]}"""
                        .formatted(day);
        Reply published =
                await().atMost(CATALOGUE_IS_SEEN_WITHIN)
                        .until(
                                () -> operator.post("/fhir/Schedule/$publish", shift),
                                reply -> reply.status() != 422);
        return published.expect(200, 201).text().replaceFirst("(?s).*?(Schedule/[\\w-]+).*", "$1");
    }
}
