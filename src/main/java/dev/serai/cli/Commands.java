package dev.serai.cli;

import dev.serai.BuiltVersion;
import dev.serai.wire.Reason;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import org.slf4j.helpers.NOP_FallbackServiceProvider;

/** Runs a {@link Command}: by itself, without the application, its data or its port. */
public final class Commands {

    private static final Set<String> HELP = Set.of("--help", "-h", "help");
    private static final Set<String> VERSION = Set.of("--version", "-V", "version");

    static final String USAGE = """
        java -jar serai.jar                      the gateway; settings are in application.yaml and the environment
        java -jar serai.jar check [folder]       whether the routes and transforms in a folder may serve
        java -jar serai.jar alerts [name]        what alerts ask and what they would tell; nothing is sent
        java -jar serai.jar transform <name>     what would be sent to a provider, or made of its answer: standard input
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
     * @return the exit code: 2 if the arguments are wrong
     */
    public static int run(String... args) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        if (HELP.contains(args[0])) {
            out.print(USAGE);
            return 0;
        }
        if (VERSION.contains(args[0])) {
            out.println("serai " + BuiltVersion.known().orElse("of an unpacked build"));
            return 0;
        }
        logNothing();
        for (Command command : ServiceLoader.load(Command.class, Commands.class.getClassLoader())) {
            if (command.name().equals(args[0])) {
                return run(command, List.of(args).subList(1, args.length), out);
            }
        }
        System.err.println("There is no command '" + args[0] + "':\n" + USAGE);
        return 2;
    }

    private static int run(Command command, List<String> arguments, PrintStream out) {
        try {
            return command.run(arguments, System.in, out);
        } catch (IllegalArgumentException | IOException e) {
            System.err.println(Reason.of(e));
            System.err.println("usage: java -jar serai.jar " + command.usage());
            return 2;
        }
    }

    /** What is printed is the result; and what logs is half of the time that a command takes. */
    private static void logNothing() {
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        System.setProperty("slf4j.provider", NOP_FallbackServiceProvider.class.getName());
    }
}
