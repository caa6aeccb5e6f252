package org.yunzhen.insurance.wire;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The child node of {@code input} or {@code output} that holds the fields of this record. The first
 * name is written; any of them is read. A record without it is the whole {@code input} or {@code
 * output}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Node {
    String[] value();
}
