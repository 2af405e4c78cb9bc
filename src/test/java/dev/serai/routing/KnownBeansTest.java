package dev.serai.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.balancing.Balancer;
import dev.serai.check.KnownBeans;
import dev.serai.support.GatewayTest;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.Processor;
import org.apache.camel.processor.errorhandler.RedeliveryPolicy;
import org.apache.camel.spi.HeaderFilterStrategy;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** A check from a shell knows the beans that the gateway has. */
class KnownBeansTest extends GatewayTest {

    @Autowired
    private ApplicationContext spring;

    private Set<String> names(Class<?>... types) {
        Set<String> names = new TreeSet<>();
        for (Class<?> type : types) {
            names.addAll(Set.of(spring.getBeanNamesForType(type)));
        }
        return names;
    }

    @Test
    void steps_areTheGateways() {
        Set<String> steps = names(Processor.class, HeaderFilterStrategy.class, RedeliveryPolicy.class);
        steps.removeAll(KnownBeans.BALANCERS); // which are processors to Camel

        assertThat(steps).isEqualTo(new TreeSet<>(KnownBeans.STEPS));
    }

    @Test
    void balancers_areTheGateways() {
        assertThat(names(Balancer.class)).isEqualTo(new TreeSet<>(KnownBeans.BALANCERS));
    }
}
