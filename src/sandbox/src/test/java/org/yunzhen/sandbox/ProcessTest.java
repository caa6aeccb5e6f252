package org.yunzhen.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sandbox as a process: its one line, its death with its parent, its memory after a kill. */
class ProcessTest {
    private static final String READY = "sandbox ready on ";
    @TempDir Path journal;

    private Process begin() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx96m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SandboxMain.class.getName(),
                        "--port",
                        "0",
                        "--journal",
                        journal.toString(),
                        "--parent-stdin")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static Desk desk(Process process) throws IOException {
        BufferedReader out =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = out.readLine();
        assertThat(line).startsWith(READY + "http://127.0.0.1:");
        return new Desk(line.substring(READY.length()));
    }

    @Test
    void it_ends_when_its_standard_input_ends() throws Exception {
        Process process = begin();
        desk(process);
        process.getOutputStream().close();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void killed_it_remembers_all_it_answered() throws Exception {
        Process first = begin();
        Desk before = desk(first).signIn();
        Stay stay = Stay.of(before, 1).withFees();
        String msgid = Desk.newMsgid();
        String setlId = stay.settle(msgid).path("setl_id").asText();
        Stay undone = Stay.of(before, 3).withFees();
        String undoneId = undone.settle(Desk.newMsgid()).path("setl_id").asText();
        before.done("2208", undone.cancellation(undoneId));
        JsonNode ledger = before.get("/sandbox/ledger");
        JsonNode person = before.get("/sandbox/persons/" + stay.psnNo);
        first.destroyForcibly().waitFor();
        tearTheEnd();

        Process second = begin();
        Desk after = desk(second);
        assertThat(after.get("/sandbox/ledger")).isEqualTo(ledger);
        assertThat(after.get("/sandbox/persons/" + stay.psnNo)).isEqualTo(person);
        assertThat(after.signIn().signNo()).isEqualTo(before.signNo());
        JsonNode again = Desk.requireDone(after.call("2207", msgid, stay.settlement()));
        assertThat(again.path("setlinfo").path("setl_id").asText()).isEqualTo(setlId);
        second.destroyForcibly().waitFor();
    }

    @Test
    void a_new_one_waits_for_the_journal_of_one_that_is_dying() throws Exception {
        Process first = begin();
        desk(first);
        Process second = begin();
        first.getOutputStream().close();
        assertThat(desk(second).get("/sandbox/health").path("status").asText()).isEqualTo("UP");
        second.destroyForcibly().waitFor();
    }

    private void tearTheEnd() throws IOException {
        Files.writeString(
                journal.resolve("sandbox.jsonl"),
                "{\"world\":\"nhsa\",\"entry\":{\"kind\":\"sett",
                StandardOpenOption.APPEND);
    }

    @Test
    void a_journal_damaged_in_the_middle_is_not_served() throws Exception {
        Files.write(journal.resolve("sandbox.jsonl"), List.of("{\"wor", "{}"));
        assertThatThrownBy(() -> Sandbox.start(SandboxOptions.in(journal)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("damaged");
    }

    @Test
    void a_journal_serves_one_sandbox_at_a_time() {
        try (Sandbox holder = Sandbox.start(SandboxOptions.in(journal))) {
            assertThat(holder.port()).isPositive();
            assertThatThrownBy(() -> Sandbox.start(SandboxOptions.in(journal)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("in use");
        }
    }
}
