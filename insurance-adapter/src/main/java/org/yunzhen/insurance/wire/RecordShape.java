package org.yunzhen.insurance.wire;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What the walks know of one record class, looked up once per class. */
record RecordShape(Constructor<?> constructor, List<Field> fields, List<String> nodes) {
    private static final ClassValue<RecordShape> SHAPES =
            new ClassValue<>() {
                @Override
                protected RecordShape computeValue(Class<?> type) {
                    return inspect(type);
                }
            };

    static RecordShape of(Class<?> type) {
        return SHAPES.get(type);
    }

    /**
     * One component: {@code element} is the type of a list's elements, null for what is no list.
     */
    record Field(
            String name,
            List<String> otherNames,
            Method accessor,
            Class<?> type,
            Class<?> element,
            boolean required,
            boolean sensitive,
            int maxChars,
            DecimalRule decimals) {

        Object valueIn(Record message) {
            try {
                return accessor.invoke(message);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(accessor + " cannot be read", e);
            }
        }
    }

    Record create(Object[] values, String path) {
        try {
            return (Record) constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof FieldFault fault) {
                throw new FieldFault(path + "." + fault.path(), fault.problem());
            }
            throw new IllegalStateException(constructor + " failed", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(constructor + " cannot be called", e);
        }
    }

    private static RecordShape inspect(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types =
                Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        Node node = type.getAnnotation(Node.class);
        try {
            return new RecordShape(
                    type.getConstructor(types),
                    Stream.of(components).map(RecordShape::field).toList(),
                    node == null ? List.of() : List.of(node.value()));
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(type + " is no public record", e);
        }
    }

    private static Field field(RecordComponent component) {
        Chars chars = component.getAnnotation(Chars.class);
        Digits digits = component.getAnnotation(Digits.class);
        OtherNames others = component.getAnnotation(OtherNames.class);
        return new Field(
                snakeCase(component.getName()),
                others == null ? List.of() : List.of(others.value()),
                component.getAccessor(),
                component.getType(),
                elementOf(component),
                component.isAnnotationPresent(Required.class),
                component.isAnnotationPresent(Sensitive.class),
                chars == null ? Integer.MAX_VALUE : chars.value(),
                digits == null ? null : new DecimalRule(digits.value(), digits.decimals()));
    }

    private static Class<?> elementOf(RecordComponent component) {
        return component.getGenericType() instanceof ParameterizedType list
                ? (Class<?>) list.getActualTypeArguments()[0]
                : null;
    }

    private static String snakeCase(String camelCase) {
        return camelCase.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }
}
