package dev.serai.cli;

import dev.serai.wire.Reason;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.LifecycleProcessor;

/** Runs a {@link Command} in an application that is put together like the gateway and serves nothing. */
public final class Commands {

    private static final Set<String> NAMES = Set.of("check", "transform");
    private static final Set<String> HELP = Set.of("--help", "-h", "help");
    private static final Set<String> VERSION = Set.of("--version", "-V", "version");

    static final String USAGE = """
        java -jar serai.jar                      the gateway; settings are in application.yaml and the environment
        java -jar serai.jar check [folder]       whether the routes and transforms in a folder may serve
        java -jar serai.jar transform <name>     runs a transform over JSON from standard input
        java -jar serai.jar --version
        """;

    private Commands() {}

    /** Whether the first argument asks for something else than the gateway with its options. */
    public static boolean has(String[] args) {
        return args.length > 0 && (!args[0].startsWith("-") || HELP.contains(args[0]) || VERSION.contains(args[0]));
    }

    /**
     * Runs the command that the first argument names.
     *
     * @param application the class that puts the gateway together
     * @return the exit code: 2 if the arguments are wrong
     */
    public static int run(Class<?> application, String... args) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        if (HELP.contains(args[0])) {
            out.print(USAGE);
            return 0;
        }
        if (VERSION.contains(args[0])) {
            String version = application.getPackage().getImplementationVersion();
            out.println("serai " + (version == null ? "of an unpacked build" : version));
            return 0;
        }
        if (!NAMES.contains(args[0])) {
            System.err.println("There is no command '" + args[0] + "':\n" + USAGE);
            return 2;
        }
        return assembled(application, args, out);
    }

    private static int assembled(Class<?> application, String[] args, PrintStream out) {
        try (Scratch scratch = new Scratch();
                ConfigurableApplicationContext spring = assemble(application, scratch.folder())) {
            Command command = spring.getBean(args[0] + "Command", Command.class);
            try {
                return command.run(List.of(args).subList(1, args.length), System.in, out);
            } catch (IllegalArgumentException | IOException e) {
                System.err.println(Reason.of(e));
                System.err.println("usage: java -jar serai.jar " + command.usage());
                return 2;
            }
        } catch (IOException e) {
            System.err.println("There is no place for temporary files: " + e.getMessage());
            return 2;
        }
    }

    /**
     * @param data holds what the gateway would keep: that of one that runs in the same folder is in use, and neither its
     *     database nor its Redis are any business of a command
     */
    private static ConfigurableApplicationContext assemble(Class<?> application, Path data) {
        return new SpringApplicationBuilder(application)
                .web(WebApplicationType.NONE)
                .lazyInitialization(true)
                .logStartupInfo(false)
                .initializers(
                        spring -> spring.getBeanFactory().registerSingleton("lifecycleProcessor", new NothingStarts()))
                .run(
                        "--logging.level.root=off", // what is printed is the result
                        "--logging.level.dev.serai=off",
                        "--serai.data=" + data,
                        "--serai.db.url=",
                        "--serai.limits.redis-url=");
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
