package org.yunzhen.insurance.wire;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A number of at most {@code value} digits, of which exactly {@code decimals} stand behind the
 * point on the wire (the platform's notation {@code N16,2}).
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Digits {
    int value();

    int decimals() default 0;
}
