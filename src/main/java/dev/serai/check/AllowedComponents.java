package dev.serai.check;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Camel's components that route files may use: a route file is code, and a component may do anything. */
public final class AllowedComponents {

    /** What the shipped files need: a list of an operator's own must not be the end of them. */
    public static final List<String> SHIPPED =
            List.of("bean", "direct", "http", "https", "platform-http", "smtp", "target", "timer", "transform");

    private AllowedComponents() {}

    /** Those that an operator allows, and these. */
    public static Set<String> with(Collection<String> own) {
        Set<String> all = new TreeSet<>(SHIPPED);
        for (String component : own) {
            if (!component.isBlank()) {
                all.add(component.strip());
            }
        }
        return all;
    }
}
