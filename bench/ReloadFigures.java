import com.sun.management.UnixOperatingSystemMXBean;
import com.sun.tools.attach.VirtualMachine;
import java.lang.management.ClassLoadingMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** What a gateway holds when the garbage is gone, a name and a number a line: {@code ReloadFigures PID}. */
public final class ReloadFigures {
    private ReloadFigures() {}

    /** Prints the figures. */
    public static void main(String[] args) throws Exception {
        VirtualMachine machine = VirtualMachine.attach(args[0]);
        String address = machine.startLocalManagementAgent();
        machine.detach();
        try (JMXConnector connector = JMXConnectorFactory.connect(new JMXServiceURL(address))) {
            print(connector.getMBeanServerConnection());
        }
    }

    private static void print(MBeanServerConnection gateway) throws Exception {
        MemoryMXBean memory = ManagementFactory.getPlatformMXBean(gateway, MemoryMXBean.class);
        for (int i = 0; i < 3; i++) { // cleaners and reference queues let go of more after each
            memory.gc();
            Thread.sleep(500);
        }
        double metaspace = ManagementFactory.getPlatformMXBeans(gateway, MemoryPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("Metaspace"))
                .mapToDouble(pool -> pool.getUsage().getUsed() / 1048576.0)
                .sum();
        ThreadMXBean threads = ManagementFactory.getPlatformMXBean(gateway, ThreadMXBean.class);
        // those of this very connection come and go
        long live = Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
                .filter(thread -> thread != null && !thread.getThreadName().matches("(RMI|JMX) .*"))
                .count();
        UnixOperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(gateway, UnixOperatingSystemMXBean.class);
        System.out.printf("heap-MB %.1f%n", memory.getHeapMemoryUsage().getUsed() / 1048576.0);
        System.out.printf("metaspace-MB %.1f%n", metaspace);
        System.out.printf("classes %d%n",
                ManagementFactory.getPlatformMXBean(gateway, ClassLoadingMXBean.class).getLoadedClassCount());
        System.out.printf("threads %d%n", live);
        System.out.printf("MBeans %d%n", gateway.getMBeanCount());
        System.out.printf("file-descriptors %d%n", system.getOpenFileDescriptorCount());
    }
}
