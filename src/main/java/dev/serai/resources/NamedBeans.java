package dev.serai.resources;

import java.util.Map;
import java.util.Set;
import org.apache.camel.spi.BeanRepository;

/** Beans that route files get by their names alone: nobody who looks for all of a type is given one. */
@FunctionalInterface
public interface NamedBeans extends BeanRepository {

    @Override
    default <T> T lookupByNameAndType(String name, Class<T> type) {
        Object bean = lookupByName(name);
        return type.isInstance(bean) ? type.cast(bean) : null;
    }

    @Override
    default <T> Map<String, T> findByTypeWithName(Class<T> type) {
        return Map.of();
    }

    @Override
    default <T> Set<T> findByType(Class<T> type) {
        return Set.of();
    }
}
