package dev.serai.breakers;

import java.lang.management.ManagementFactory;
import java.util.IdentityHashMap;
import javax.management.InstanceAlreadyExistsException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows circuit breakers in JMX and Hawtio: {@code dev.serai:type=CircuitBreaker,name="openai/gpt-5.1"}. */
final class BreakerMBeans {

    private static final Logger LOG = LoggerFactory.getLogger(BreakerMBeans.class);

    /** One of them: asks the breaker itself, since it is shown while the map is still locked to add it. */
    private record Shown(Breaker breaker) implements CircuitBreakerMXBean {

        @Override
        public String getName() {
            return breaker.name();
        }

        @Override
        public String getState() {
            return Breakers.Reading.of(breaker).state();
        }

        @Override
        public Float getFailureRate() {
            return Breakers.Reading.of(breaker).failureRate();
        }

        @Override
        public Float getSlowRate() {
            return Breakers.Reading.of(breaker).slowRate();
        }

        @Override
        public int getCalls() {
            return Breakers.Reading.of(breaker).calls();
        }

        @Override
        public String getLastFailure() {
            return breaker.lastFailure();
        }

        @Override
        public void forceOpen() {
            force("open");
        }

        @Override
        public void forceClosed() {
            force("closed");
        }

        @Override
        public void auto() {
            force("auto");
        }

        private void force(String state) {
            LOG.info("The circuit breaker of {} is set to {} over JMX", breaker.name(), state);
            Breakers.force(breaker, state);
        }
    }

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private final IdentityHashMap<Breaker, ObjectName> names = new IdentityHashMap<>();
    private boolean hidden;

    /** Shows one more. Nothing is thrown: a breaker that JMX refuses still has to break. */
    synchronized void show(Breaker breaker) {
        if (hidden) {
            return;
        }
        String name = "dev.serai:type=CircuitBreaker,name=" + ObjectName.quote(breaker.name());
        try {
            names.put(breaker, register(new Shown(breaker), name));
        } catch (JMException e) {
            LOG.warn("The circuit breaker of {} is not in JMX", breaker.name(), e);
        }
    }

    /** Another gateway in this JVM may have one of the same name: then a number tells them apart. */
    private ObjectName register(Shown shown, String name) throws JMException {
        for (int instance = 1; ; instance++) {
            ObjectName free = new ObjectName(instance == 1 ? name : name + ",instance=" + instance);
            try {
                return server.registerMBean(shown, free).getObjectName();
            } catch (InstanceAlreadyExistsException e) {
                LOG.debug("{} is another's", free);
            }
        }
    }

    /** Shows none any more. */
    synchronized void hide() {
        hidden = true;
        names.values().forEach(this::unregister);
        names.clear();
    }

    /** Shows this one no more. */
    synchronized void hide(Breaker breaker) {
        ObjectName name = names.remove(breaker);
        if (name != null) {
            unregister(name);
        }
    }

    private void unregister(ObjectName name) {
        try {
            server.unregisterMBean(name);
        } catch (JMException e) {
            LOG.debug("{} is gone already", name);
        }
    }
}
