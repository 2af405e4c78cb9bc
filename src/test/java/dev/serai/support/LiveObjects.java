package dev.serai.support;

import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.TreeMap;
import javax.management.JMException;
import javax.management.ObjectName;

/** What a garbage collection leaves on the heap. */
public final class LiveObjects {

    private LiveObjects() {}

    /** How many objects there are of each class whose name begins so, by the class' name. */
    public static Map<String, Long> of(String prefix) throws JMException {
        String histogram = (String) ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        "gcClassHistogram",
                        new Object[] {new String[0]},
                        new String[] {String[].class.getName()});
        Map<String, Long> counts = new TreeMap<>();
        histogram.lines().map(line -> line.strip().split("\\s+")).forEach(columns -> {
            // number: instances bytes class
            if (columns.length >= 4 && columns[3].startsWith(prefix)) {
                counts.merge(columns[3], Long.parseLong(columns[1]), Long::sum);
            }
        });
        return counts;
    }
}
