package org.yunzhen.mappings.validate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.yunzhen.mappings.ExactJson;
import org.yunzhen.mappings.definition.Definitions;
import org.yunzhen.mappings.index.IndexEntries;
import org.yunzhen.mappings.index.IndexExtractor;

/**
 * What validating and indexing one resource costs once warm; the goal for validating 2 kB is 150
 * microseconds. Run by {@code mvn -q -pl fhir-mappings -am -Pbenchmark -DskipTests verify}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class ValidatorBenchmark {
    /** A name of the samples. */
    @Param({"patient-wang", "observation-blood-pressure", "medicationrequest-amlodipine"})
    public String sample;

    private ObjectNode resource;
    private StructureValidator validator;
    private IndexExtractor extractor;

    /** Reads the sample once. */
    @Setup
    public void read() throws IOException {
        try (InputStream in = getClass().getResourceAsStream("/samples/" + sample + ".json")) {
            resource = ExactJson.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
        validator = new StructureValidator(Definitions.r4());
        extractor = new IndexExtractor(Definitions.r4());
    }

    /** One validation of the parsed tree. */
    @Benchmark
    public List<Fault> validate() {
        return validator.validate(resource);
    }

    /** One extraction of all search values. */
    @Benchmark
    public IndexEntries extract() {
        return extractor.extract(resource);
    }
}
