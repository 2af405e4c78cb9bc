package dev.serai.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.LifecycleProcessor;

/** Runs a {@link Command} in an application that is put together like the gateway and serves nothing. */
public final class Commands {

    private static final Set<String> NAMES = Set.of("check", "transform");

    private Commands() {}

    /** Whether the first argument is a command and not an option of the gateway. */
    public static boolean has(String[] args) {
        return args.length > 0 && !args[0].startsWith("-");
    }

    /**
     * Runs the command that the first argument names.
     *
     * @param application the class that puts the gateway together
     * @return the exit code: 2 if the arguments are wrong
     */
    public static int run(Class<?> application, String... args) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        if (!NAMES.contains(args[0])) {
            System.err.println("There is no command '" + args[0] + "'; there are check and transform");
            return 2;
        }
        try (ConfigurableApplicationContext spring = assemble(application)) {
            Command command = spring.getBean(args[0] + "Command", Command.class);
            try {
                return command.run(List.of(args).subList(1, args.length), System.in, out);
            } catch (IllegalArgumentException | IOException e) {
                System.err.println(e.getMessage());
                System.err.println("usage: java -jar serai.jar " + command.usage());
                return 2;
            }
        }
    }

    private static ConfigurableApplicationContext assemble(Class<?> application) {
        return new SpringApplicationBuilder(application)
                .web(WebApplicationType.NONE)
                .lazyInitialization(true)
                .logStartupInfo(false)
                .initializers(
                        spring -> spring.getBeanFactory().registerSingleton("lifecycleProcessor", new NothingStarts()))
                .run("--logging.level.root=off", "--logging.level.dev.serai=off"); // what is printed is the result
    }

    /** The gateway's services are there to be asked, not to run. */
    private static final class NothingStarts implements LifecycleProcessor {
        @Override
        public void onRefresh() {}

        @Override
        public void onClose() {}

        @Override
        public void start() {}

        @Override
        public void stop() {}

        @Override
        public boolean isRunning() {
            return false;
        }
    }
}
