package dev.serai.monitor;

import java.util.Map;
import java.util.stream.Collectors;
import javax.management.DynamicMBean;
import javax.management.MBeanException;
import javax.management.ReflectionException;
import javax.management.modelmbean.ModelMBeanInfo;
import org.apache.camel.CamelContext;
import org.apache.camel.management.mbean.ManagedProcessor;
import org.apache.camel.support.management.MixinRequiredModelMBean;
import org.apache.camel.util.json.JsonObject;

/**
 * Camel's MBean of a step, as Hawtio reads it, with the counts and times that are taken here. Camel would count once more on
 * its own, which takes as long again.
 */
public final class StepMBean extends MixinRequiredModelMBean {

    private final Times times;

    private StepMBean(ModelMBeanInfo shown, boolean mask, ModelMBeanInfo camels, DynamicMBean camel, Times times)
            throws MBeanException {
        super(shown, mask, camels, camel);
        this.times = times;
    }

    /**
     * Makes one.
     *
     * @param managed what Camel shows
     * @param camels what every step has, where it has more; else null
     * @param camel who answers that; else null
     */
    public static MixinRequiredModelMBean of(
            CamelContext context,
            Object managed,
            ModelMBeanInfo shown,
            boolean mask,
            ModelMBeanInfo camels,
            DynamicMBean camel)
            throws MBeanException {
        TimedRoutes timed = context.getCamelContextExtension().getContextPlugin(TimedRoutes.class);
        Times times = timed != null && managed instanceof ManagedProcessor step
                ? timed.of(step.getRouteId(), step.getProcessorId())
                : null;
        return times == null
                ? new MixinRequiredModelMBean(shown, mask, camels, camel)
                : new StepMBean(shown, mask, camels, camel, times);
    }

    @Override
    public Object invoke(String operation, Object[] arguments, String[] signature)
            throws MBeanException, ReflectionException {
        return switch (operation) {
            case "isStatisticsEnabled" -> true;
            case "dumpStatsAsXml" ->
                times.figures().entrySet().stream()
                        .map(figure -> figure.getKey() + "=\"" + figure.getValue() + "\"")
                        .collect(Collectors.joining(" ", "<stats ", "/>"));
            case "dumpStatsAsJSon" -> new JsonObject(times.figures()).toJson();
            default -> {
                Long figure = operation.startsWith("get") ? figure(operation) : null;
                yield figure == null ? super.invoke(operation, arguments, signature) : figure;
            }
        };
    }

    private Long figure(String getter) {
        Map<String, Long> figures = times.figures();
        return figures.get(Character.toLowerCase(getter.charAt(3)) + getter.substring(4));
    }
}
