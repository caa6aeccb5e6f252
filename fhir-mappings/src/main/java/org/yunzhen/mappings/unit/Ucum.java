package org.yunzhen.mappings.unit;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.fhir.ucum.DefinedUnit;
import org.fhir.ucum.UcumEssenceService;
import org.fhir.ucum.UcumException;
import org.fhir.ucum.UcumModel;

/**
 * The units of UCUM, with which quantities of different units are compared. Arbitrary units
 * (international units and the like) are bases of their own: UCUM makes them comparable with
 * nothing but other names of the same. Logarithmic ones (pH, decibel) are no multiples of anything
 * and have no canonical form; degrees Celsius and Fahrenheit have, where they stand alone.
 */
public final class Ucum {
    private static final int CODE_CHARACTERS_MAX = 60;
    private static final int KEPT_MAX = 5000;

    /** Nothing that is measured is so large or small; whatever is stored stays within bounds. */
    private static final int SCALE_MAX = 200;

    private static final String ESSENCE = "/ucum-essence.xml";
    private static final Pattern ARBITRARY =
            Pattern.compile("<unit Code=\"([^\"]+)\"[^>]* isArbitrary=\"yes\"");

    private final Map<String, BigDecimal> prefixes = new HashMap<>();
    private final Map<String, DefinedUnit> defined = new HashMap<>();
    private final Map<String, CanonicalUnit> atoms = new HashMap<>();
    private final Map<String, Optional<CanonicalUnit>> kept = new ConcurrentHashMap<>();

    private static final class Lazy {
        private static final Ucum UNITS = new Ucum();
    }

    private Ucum() {
        UcumModel model = model();
        model.getPrefixes()
                .forEach(p -> prefixes.put(p.getCode(), new BigDecimal(p.getValue().asDecimal())));
        model.getBaseUnits().forEach(u -> atoms.put(u.getCode(), CanonicalUnit.base(u.getCode())));
        model.getDefinedUnits().forEach(u -> defined.put(u.getCode(), u));
        arbitrary().stream()
                .filter(code -> "1".equals(defined.get(code).getValue().getUnit()))
                .forEach(code -> atoms.put(code, CanonicalUnit.base(code)));
        defined.keySet().forEach(this::atom);
    }

    /** The canonical form of a code; empty when it is none of UCUM, or has none. */
    public static Optional<CanonicalUnit> canonical(String code) {
        return code == null || code.length() > CODE_CHARACTERS_MAX
                ? Optional.empty()
                : Lazy.UNITS.of(code);
    }

    /** An amount in another unit; empty when the two cannot be compared. */
    public static Optional<BigDecimal> converted(BigDecimal amount, String from, String to) {
        return canonical(from)
                .flatMap(
                        unit ->
                                canonical(to)
                                        .filter(other -> other.base().equals(unit.base()))
                                        .map(other -> other.from(unit.of(amount))));
    }

    /** Reads the units, which the first question does else: some hundred milliseconds. */
    public static void load() {
        canonical("1");
    }

    private Optional<CanonicalUnit> of(String code) {
        Optional<CanonicalUnit> known = kept.get(code);
        if (known == null) {
            known = Optional.ofNullable(temperature(code)).or(() -> bounded(code));
            if (kept.size() < KEPT_MAX) {
                kept.put(code, known);
            }
        }
        return known;
    }

    private Optional<CanonicalUnit> bounded(String code) {
        return Optional.ofNullable(new UnitExpression(this, code).read())
                .filter(
                        unit ->
                                Math.abs(unit.factor().precision() - unit.factor().scale())
                                        <= SCALE_MAX);
    }

    private static CanonicalUnit temperature(String code) {
        CanonicalUnit kelvin = CanonicalUnit.base("K");
        return switch (code) {
            case "Cel" ->
                    new CanonicalUnit(kelvin.exponents(), BigDecimal.ONE, new BigDecimal("273.15"));
            case "[degF]" ->
                    new CanonicalUnit(
                            kelvin.exponents(),
                            BigDecimal.valueOf(5)
                                    .divide(BigDecimal.valueOf(9), CanonicalUnit.EXACT),
                            new BigDecimal("459.67"));
            default -> null;
        };
    }

    /** A unit without prefix, or null. */
    CanonicalUnit atom(String code) {
        CanonicalUnit known = atoms.get(code);
        DefinedUnit unit = defined.get(code);
        if (known != null || unit == null || unit.isSpecial()) {
            return known;
        }
        CanonicalUnit of = new UnitExpression(this, unit.getValue().getUnit()).read();
        if (of == null) {
            return null;
        }
        CanonicalUnit made = of.times(new BigDecimal(unit.getValue().getValue().asDecimal()));
        atoms.put(code, made);
        return made;
    }

    /** A unit that a prefix may stand before, or null. */
    CanonicalUnit metric(String code) {
        DefinedUnit unit = defined.get(code);
        return unit == null || unit.isMetric() ? atom(code) : null;
    }

    /** What a prefix multiplies by, or null. */
    BigDecimal prefix(String code) {
        return prefixes.get(code);
    }

    private static UcumModel model() {
        try (InputStream essence = Ucum.class.getResourceAsStream(ESSENCE)) {
            return new UcumEssenceService(essence).getModel();
        } catch (IOException | UcumException e) {
            throw new IllegalStateException("the units of UCUM cannot be read", e);
        }
    }

    private static Set<String> arbitrary() {
        Set<String> codes = new HashSet<>();
        try (InputStream essence = Ucum.class.getResourceAsStream(ESSENCE)) {
            Matcher unit =
                    ARBITRARY.matcher(new String(essence.readAllBytes(), StandardCharsets.UTF_8));
            while (unit.find()) {
                codes.add(unit.group(1));
            }
        } catch (IOException e) {
            throw new IllegalStateException("the units of UCUM cannot be read", e);
        }
        return codes;
    }
}
