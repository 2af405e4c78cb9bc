package dev.serai.diagnostics;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.lang.management.OperatingSystemMXBean;
import java.lang.management.RuntimeMXBean;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The JVM's flags, its memory and its collections. */
final class Jvm {

    /** Flags whose value is a number or a word; {@code -XX:OnError=…} is a command, {@code -javaagent:…} has options. */
    private static final Pattern FLAG = Pattern.compile("-X[a-z]{2,3}\\d+[kKmMgG]?|-X(?:int|comp|mixed|rs|batch)"
            + "|-XX:[+-]\\w+|-XX:\\w+=\\d+(?:\\.\\d+)?[kKmMgGtT]?|-(?:server|client)|-e[sa]|-d[sa]");

    private static final Pattern NAMED = Pattern.compile("(-D[\\w.-]+|-XX:\\w+|--?[a-z][a-z-]*)[=:].*", Pattern.DOTALL);

    private Jvm() {}

    static Map<String, Object> document() {
        RuntimeMXBean runtime = ManagementFactory.getRuntimeMXBean();
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("uptime", Duration.ofMillis(runtime.getUptime()).toString());
        document.put("flags", flags(runtime.getInputArguments()));
        document.put("processors", Runtime.getRuntime().availableProcessors());
        document.put("files", files());
        document.put("heap", usage(ManagementFactory.getMemoryMXBean().getHeapMemoryUsage()));
        document.put("nonHeap", usage(ManagementFactory.getMemoryMXBean().getNonHeapMemoryUsage()));
        document.put("pools", pools());
        document.put("collectors", collectors());
        return document;
    }

    /** Of those that may hold anything only their names. */
    static List<String> flags(List<String> arguments) {
        return arguments.stream().map(Jvm::flag).toList();
    }

    private static String flag(String argument) {
        if (FLAG.matcher(argument).matches()) {
            return argument;
        }
        Matcher named = NAMED.matcher(argument);
        return (named.matches() ? named.group(1) + "=" : "") + Settings.HIDDEN;
    }

    private static Map<String, Long> files() {
        OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
        return system instanceof UnixOperatingSystemMXBean unix
                ? Map.of("open", unix.getOpenFileDescriptorCount(), "most", unix.getMaxFileDescriptorCount())
                : Map.of();
    }

    private static Map<String, Object> pools() {
        Map<String, Object> pools = new TreeMap<>();
        ManagementFactory.getMemoryPoolMXBeans().forEach(pool -> {
            Map<String, Object> figures = new LinkedHashMap<>();
            figures.put("now", usage(pool.getUsage()));
            figures.put("peak", usage(pool.getPeakUsage()));
            figures.put("afterCollection", usage(pool.getCollectionUsage()));
            pools.put(pool.getName(), figures);
        });
        return pools;
    }

    private static Map<String, Object> collectors() {
        Map<String, Object> collectors = new TreeMap<>();
        ManagementFactory.getGarbageCollectorMXBeans()
                .forEach(collector -> collectors.put(
                        collector.getName(),
                        Map.of(
                                "collections",
                                collector.getCollectionCount(),
                                "millis",
                                collector.getCollectionTime())));
        return collectors;
    }

    private static Map<String, Long> usage(MemoryUsage usage) {
        return usage == null
                ? null
                : Map.of("used", usage.getUsed(), "committed", usage.getCommitted(), "max", usage.getMax());
    }
}
