package dev.serai.vault;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.spi.PropertiesFunction;

/** A function for a vault, found where Camel's components have theirs: {@code META-INF/services/…/properties-function}. */
public final class StandIn implements PropertiesFunction {

    static final String NAME = "standin";
    static final Map<String, String> VALUES = new ConcurrentHashMap<>();
    static final Set<String> ASKED = ConcurrentHashMap.newKeySet();
    static volatile String failure;

    /** As SDKs say it. */
    public static final class ResourceNotFoundException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @Override
    public String getName() {
        return NAME;
    }

    @Override
    public String apply(String name) {
        ASKED.add(name);
        if (failure != null) {
            throw new IllegalStateException(failure);
        }
        if (!VALUES.containsKey(name)) {
            throw new IllegalStateException("asking", new ResourceNotFoundException());
        }
        return VALUES.get(name);
    }
}
