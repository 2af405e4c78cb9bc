package dev.serai.routing;

import java.util.Map;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.BeanRepository;
import org.apache.camel.support.PropertyBindingSupport;

/** Makes the beans {@code #class:com.acme.Parrot} also where Camel just looks a bean up, as in its step {@code bean}. */
final class ClassBeans implements BeanRepository {

    private static final String CLASS = "#class:";

    private final CamelContext context;

    ClassBeans(CamelContext context) {
        this.context = context;
    }

    @Override
    public Object lookupByName(String name) {
        if (!name.startsWith(CLASS)) {
            return null;
        }
        try {
            return PropertyBindingSupport.resolveBean(context, name);
        } catch (Exception e) {
            throw RuntimeCamelException.wrapRuntimeException(e);
        }
    }

    @Override
    public <T> T lookupByNameAndType(String name, Class<T> type) {
        Object bean = lookupByName(name);
        return type.isInstance(bean) ? type.cast(bean) : null;
    }

    @Override
    public <T> Map<String, T> findByTypeWithName(Class<T> type) {
        return Map.of();
    }

    @Override
    public <T> Set<T> findByType(Class<T> type) {
        return Set.of();
    }
}
