package dev.serai.balancing;

import java.util.Map;
import java.util.Set;
import org.apache.camel.spi.BeanRepository;

/** Gives route files their balancers with options: {@code inOrder?recovery=resume}. Those without are plain beans. */
public final class Balancers implements BeanRepository {

    private final BeanRepository plain;

    /** Takes the repository that has them by their names. */
    public Balancers(BeanRepository plain) {
        this.plain = plain;
    }

    @Override
    public Object lookupByName(String name) {
        int question = name.indexOf('?');
        if (question < 0) {
            return null;
        }
        Balancer balancer = plain.lookupByNameAndType(name.substring(0, question), Balancer.class);
        return balancer == null ? null : balancer.with(BalancerOptions.of(name));
    }

    @Override
    public <T> T lookupByNameAndType(String name, Class<T> type) {
        Object balancer = lookupByName(name);
        return type.isInstance(balancer) ? type.cast(balancer) : null;
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
