package dev.serai.routing;

import dev.serai.resources.NamedBeans;
import org.apache.camel.CamelContext;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.support.PropertyBindingSupport;

/** Makes the beans {@code #class:com.acme.Parrot} also where Camel just looks a bean up, as in its step {@code bean}. */
final class ClassBeans implements NamedBeans {

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
}
