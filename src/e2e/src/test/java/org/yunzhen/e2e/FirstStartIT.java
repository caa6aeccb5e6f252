package org.yunzhen.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A start from an empty folder begins with the database that the build has prepared. */
class FirstStartIT {
    private static final String LOADED = "demo hospital loaded";

    @Test
    void the_hospital_is_there_bookable_and_was_not_loaded_again() {
        started(
                service -> {
                    Caller patient = service.hospital().as("patient001");
                    assertThat(patient.get("/fhir/Patient/patient001").status()).isEqualTo(200);
                    Reply free =
                            patient.get("/fhir/Slot?status=free&_count=1&start=ge" + Instant.now());
                    assertThat(free.json().path("entry")).hasSize(1);
                    assertThat(service.log()).noneMatch(line -> line.contains(LOADED));
                });
    }

    @Test
    void password_and_token_key_are_those_of_the_folder_and_not_of_the_build() {
        Caller elsewhere = SharedService.get().hospital().as("patient001");
        started(
                service -> {
                    assertThat(service.databasePassword())
                            .isNotEqualTo(SharedService.get().databasePassword());
                    Caller stranger =
                            new Caller(
                                    service.hospital(),
                                    elsewhere.account(),
                                    elsewhere.token(),
                                    List.of());
                    assertThat(stranger.get("/fhir/Patient/patient001").status()).isEqualTo(401);
                });
    }

    @Test
    void who_wants_no_hospital_gets_none() {
        started(
                service -> {
                    Caller system = service.hospital().as("integration01");
                    assertThat(system.get("/fhir/Patient/patient001").status()).isEqualTo(404);
                },
                "yunzhen.demo.hospital=false");
    }

    private static void started(Consumer<RunningService> look, String... settings) {
        RunningService service =
                RunningService.start(SharedService.folder("first-start"), settings);
        try {
            look.accept(service);
        } finally {
            service.end();
        }
    }
}
