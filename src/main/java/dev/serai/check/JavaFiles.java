package dev.serai.check;

import dev.serai.files.Folder;
import dev.serai.files.GenerationFiles;
import dev.serai.files.InvalidFilesException;
import dev.serai.files.Problem;
import java.io.IOException;
import java.io.Writer;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;
import org.apache.camel.builder.RouteBuilder;

/**
 * The Java files of a routes folder: compiled in memory, once for the same contents, and the {@code RouteBuilder}s among their
 * classes made anew each time. Such a file is code that may do anything, and so is off unless it was switched on.
 */
public final class JavaFiles {

    private static final String SUFFIX = ".java";

    private final boolean allowed;
    private Map<String, byte[]> compiled = Map.of();
    private List<Class<? extends RouteBuilder>> builders = List.of();

    /** Takes whether there may be any. */
    public JavaFiles(boolean allowed) {
        this.allowed = allowed;
    }

    /** Whether a file below {@code routes/} is one of these. */
    public static boolean is(String file) {
        return file.endsWith(SUFFIX);
    }

    /**
     * Makes the builders of a folder.
     *
     * @throws InvalidFilesException with file and line, where they may not be there, cannot be compiled or have no builder
     */
    public synchronized List<RouteBuilder> builders(Folder routes) {
        Map<String, byte[]> files = new TreeMap<>(routes.files());
        files.keySet().removeIf(file -> !is(file));
        if (!isCompiled(files)) {
            builders = files.isEmpty() ? List.of() : compile(files);
            compiled = files;
        }
        List<RouteBuilder> made = new ArrayList<>();
        for (Class<? extends RouteBuilder> builder : builders) {
            made.add(make(builder));
        }
        return made;
    }

    private boolean isCompiled(Map<String, byte[]> files) {
        return files.keySet().equals(compiled.keySet())
                && files.entrySet().stream()
                        .allMatch(file -> Arrays.equals(file.getValue(), compiled.get(file.getKey())));
    }

    private List<Class<? extends RouteBuilder>> compile(Map<String, byte[]> files) {
        if (!allowed) {
            throw new InvalidFilesException(files.keySet().stream()
                    .map(file -> problem(file, 0, "Java files may be here where SERAI_JAVA_FILES is true"))
                    .toList());
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw new InvalidFilesException(List.of(problem(
                    files.keySet().iterator().next(),
                    0,
                    "Java files need a JDK; this runs on a JRE, without a compiler")));
        }
        DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
        try (CompiledClasses classes = new CompiledClasses(compiler, said)) {
            boolean done = compiler.getTask(
                            Writer.nullWriter(),
                            classes,
                            said,
                            List.of("-proc:none", "-Xlint:none", "-parameters"),
                            null,
                            CompiledClasses.sources(files))
                    .call();
            if (!done) {
                throw new InvalidFilesException(problems(said));
            }
            return builders(files, classes);
        } catch (IOException e) {
            throw new IllegalStateException("The compiler could not be closed", e);
        }
    }

    private static List<Problem> problems(DiagnosticCollector<JavaFileObject> said) {
        return said.getDiagnostics().stream()
                .filter(it -> it.getKind() == Diagnostic.Kind.ERROR)
                .map(it -> problem(
                        it.getSource() == null ? "" : it.getSource().getName(),
                        (int) Math.max(0, it.getLineNumber()),
                        it.getMessage(Locale.ENGLISH).replace('\n', ' ')))
                .toList();
    }

    /** Each file has one, so that none is there in vain. */
    private static List<Class<? extends RouteBuilder>> builders(Map<String, byte[]> files, CompiledClasses classes) {
        List<Class<? extends RouteBuilder>> found = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        for (String file : files.keySet()) {
            try {
                Class<?> main = classes.mainClassOf(file);
                if (RouteBuilder.class.isAssignableFrom(main) && !Modifier.isAbstract(main.getModifiers())) {
                    found.add(main.asSubclass(RouteBuilder.class));
                }
            } catch (ClassNotFoundException | LinkageError e) {
                problems.add(problem(file, 0, "its class cannot be loaded: " + RouteErrors.reason(e)));
            }
        }
        if (found.isEmpty() && problems.isEmpty()) {
            problems.add(problem(files.keySet().iterator().next(), 0, "no class here is a RouteBuilder"));
        }
        if (!problems.isEmpty()) {
            throw new InvalidFilesException(problems);
        }
        return found;
    }

    private static RouteBuilder make(Class<? extends RouteBuilder> builder) {
        try {
            return builder.getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException | LinkageError e) {
            Throwable why = e.getCause() == null ? e : e.getCause();
            throw new InvalidFilesException(List.of(new Problem(
                    place(builder),
                    0,
                    "needs a public class and a constructor without arguments: " + RouteErrors.reason(why))));
        }
    }

    /** Where a class stands: its file, or its name where it is of no file. */
    static String place(Class<?> builder) {
        String file = CompiledClasses.fileOf(builder);
        return file == null ? builder.getName() : GenerationFiles.ROUTES + "/" + file;
    }

    private static Problem problem(String file, int line, String reason) {
        return new Problem(GenerationFiles.ROUTES + "/" + file.replaceFirst("^/", ""), line, reason);
    }
}
