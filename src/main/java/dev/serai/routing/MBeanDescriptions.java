package dev.serai.routing;

import dev.serai.monitor.StepMBean;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.modelmbean.InvalidTargetObjectTypeException;
import javax.management.modelmbean.ModelMBean;
import javax.management.modelmbean.ModelMBeanInfo;
import javax.management.modelmbean.ModelMBeanInfoSupport;
import javax.management.modelmbean.RequiredModelMBean;
import org.apache.camel.CamelContext;
import org.apache.camel.api.management.ManagedInstance;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.api.management.NotificationSenderAware;
import org.apache.camel.support.management.DefaultManagementMBeanAssembler;

/**
 * Camel's MBeans, described once for each class. Camel describes every single one anew, which took more than half of the
 * time of a reload.
 */
final class MBeanDescriptions {

    /** What an MBean shows: attributes of Camel's own wrapper and, of some steps, those of the step. */
    private record Kind(Class<?> wrapper, Class<?> step) {}

    private final Map<Kind, ModelMBeanInfo> known = new ConcurrentHashMap<>();

    Assembler assembler(CamelContext context) {
        return new Assembler(context);
    }

    final class Assembler extends DefaultManagementMBeanAssembler {

        private Assembler(CamelContext context) {
            super(context);
        }

        @Override
        public ModelMBean assemble(MBeanServer server, Object managed, ObjectName name) throws JMException {
            Object step = managedStep(managed);
            if (managed instanceof NotificationSenderAware || step instanceof NotificationSenderAware) {
                return super.assemble(server, managed, name);
            }
            boolean mask = Boolean.TRUE.equals(
                    camelContext.getManagementStrategy().getManagementAgent().getMask());
            ModelMBeanInfo own = description(managed, null, name);
            if (step == null) {
                return of(StepMBean.of(camelContext, managed, own, mask, null, null), managed);
            }
            RequiredModelMBean wrapper = of(new RequiredModelMBean(own), managed);
            ModelMBeanInfo both = description(managed, step, name);
            return of(StepMBean.of(camelContext, managed, both, mask, own, wrapper), step);
        }

        private ModelMBeanInfo description(Object managed, Object step, ObjectName name) throws JMException {
            Kind kind = new Kind(managed.getClass(), step == null ? null : step.getClass());
            ModelMBeanInfo description = known.get(kind);
            if (description == null) {
                description = new Shared(assembler.getMBeanInfo(camelContext, managed, step, name.toString()));
                known.put(kind, description);
            }
            return description;
        }
    }

    /**
     * One for all MBeans of a class: each would have a copy of its lists, and none changes it, since Camel's attributes keep
     * no values in it.
     */
    private static final class Shared extends ModelMBeanInfoSupport {

        private static final long serialVersionUID = 1;

        Shared(ModelMBeanInfo description) {
            super(description);
        }

        @Override
        public Object clone() {
            return this;
        }

        /** A remote console does not know this class. */
        private Object writeReplace() {
            return new ModelMBeanInfoSupport(this);
        }
    }

    /** The step that an MBean stands for, if it has attributes of its own. */
    private static Object managedStep(Object managed) {
        return managed instanceof ManagedInstance wrapper
                        && wrapper.getInstance() != null
                        && wrapper.getInstance().getClass().isAnnotationPresent(ManagedResource.class)
                ? wrapper.getInstance()
                : null;
    }

    private static RequiredModelMBean of(RequiredModelMBean mbean, Object resource) throws JMException {
        try {
            mbean.setManagedResource(resource, "ObjectReference");
            return mbean;
        } catch (InvalidTargetObjectTypeException | InstanceNotFoundException e) {
            throw new IllegalStateException("an object reference is always a valid target", e);
        }
    }
}
