package dev.serai.balancing;

import dev.serai.resources.NamedBeans;
import org.apache.camel.spi.BeanRepository;

/** Gives route files their balancers with options: {@code inOrder?recovery=resume}. Those without are plain beans. */
public final class Balancers implements NamedBeans {

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
}
