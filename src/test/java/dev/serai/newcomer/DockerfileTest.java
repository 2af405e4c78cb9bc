package dev.serai.newcomer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether the image can be built and runs: its steps need no engine. */
class DockerfileTest {

    private static final String HAWTIO_IS_THERE =
            "curl -sS --fail -H \"Authorization: Bearer $(cat data/admin-token)\""
                    + " http://localhost:$SERVER_PORT/manage/hawtio/ | grep -qi hawtio";

    /** The image's JVM, 25, makes AOT caches; where an older one runs the tests, it passes over options that it does not know. */
    private static final boolean CACHES = Runtime.version().feature() >= 25;

    private static final Pattern COPY = Pattern.compile("(?m)^COPY (?!--from)(.+) \\S+$");

    /** What {@code .dockerignore} lets through: everything is left out but what it names with {@code !}. */
    private static List<Path> context() throws IOException {
        List<String> lines = Files.readAllLines(Path.of(".dockerignore"));
        assertThat(lines).as("the rules read here").contains("*").allMatch(line -> line.matches("#.*|\\*|![a-z./]+"));
        return lines.stream()
                .filter(line -> line.startsWith("!"))
                .map(line -> Path.of(line.substring(1)))
                .toList();
    }

    private static List<Path> copied() throws IOException {
        List<Path> sources = new ArrayList<>();
        Matcher copy = COPY.matcher(Files.readString(Path.of("Dockerfile")));
        while (copy.find()) {
            Stream.of(copy.group(1).split(" ", -1)).map(Path::of).forEach(sources::add);
        }
        return sources;
    }

    @Test
    void everyCopiedFile_exists_andReachesTheBuild() throws IOException {
        List<Path> context = context();

        assertThat(copied()).isNotEmpty().allSatisfy(source -> {
            assertThat(source).exists();
            assertThat(context).as("%s in .dockerignore", source).anyMatch(source::startsWith);
        });
    }

    /** The image's own build would fail for what it lacks; here for what it has too much of. */
    @Test
    void everythingThatReachesTheBuild_isCopied() throws IOException {
        assertThat(context()).allSatisfy(path -> assertThat(copied()).contains(path));
    }

    /**
     * The steps of the Dockerfile, in plain folders: what needs its own user and file system is left out. With Hawtio, which
     * takes what is without it and more.
     */
    @Test
    void steps_makeAGatewayThatIsHealthy(@TempDir Path temporary) throws Exception {
        String dockerfile = Files.readString(Path.of("Dockerfile")).replace("\\\n", " ");
        Path build = Files.createDirectory(temporary.resolve("build"));
        Path app = Files.createDirectory(temporary.resolve("app"));
        for (Path source : copied()) {
            for (Path stage : List.of(build, app)) {
                if (!Files.exists(stage.resolve(source))) {
                    Checkout.copy(source, stage.resolve(source));
                }
            }
        }
        try (Checkout image = new Checkout(app, environment(dockerfile))) {
            run(image, "cd " + build + " && " + match(dockerfile, "RUN --mount\\S+ (mvn .*)"));
            run(image, "cp -r " + build + "/target/serai.jar " + build + "/target/lib " + build + "/target/hawtio .");
            if (CACHES) {
                run(image, match(dockerfile, "RUN (deploy/aot.sh .*?) +&&"));
            }

            plugin(Files.createDirectory(app.resolve("plugins")));
            List<String> before = written(app);
            Path log = image.start(match(dockerfile, "ENTRYPOINT .*\"(exec java .*?)\", \"serai\"")
                    .replace("\\\"$@\\\"", ""));
            run(image, HAWTIO_IS_THERE);
            run(image, match(dockerfile, "CMD \\[\"bash\", \"-c\", +\"(.*)\"]").replace("\\\\", "\\"));

            assertThat(log).content().contains("plugins/plugin.jar").doesNotContain("mismatch");
            if (CACHES) {
                assertThat(log)
                        .content()
                        .containsPattern("Opened AOT cache \\S*serai\\.aot")
                        .contains("Using AOT-linked classes: true");
            }
            assertThat(written(app)).as("what is written is in data/").isEqualTo(before);
        }
        startAsDocumented(build);
    }

    /** A jar of nothing, which stands on the class path or does not. */
    private static void plugin(Path plugins) throws IOException {
        try (OutputStream out = Files.newOutputStream(plugins.resolve("plugin.jar"))) {
            new JarOutputStream(out, new Manifest()).close();
        }
    }

    /** The files of the image, with what was last written to them, but for the volume's. */
    private static List<String> written(Path app) throws IOException {
        try (Stream<Path> files = Files.walk(app)) {
            return files.filter(file -> !file.startsWith(app.resolve("data")) && !file.equals(app))
                    .map(file -> file + " " + file.toFile().lastModified() + " "
                            + file.toFile().length())
                    .sorted()
                    .toList();
        }
    }

    private static void startAsDocumented(Path build) throws Exception {
        List<String> commands = new Page(Path.of("docs/operating.md"))
                .blocks("JMX and Hawtio", "sh").stream()
                        .filter(block -> block.note().startsWith("run by DockerfileTest"))
                        .flatMap(block -> Page.commands(block).stream())
                        .toList();
        assertThat(commands.get(0)).isEqualTo("mvn package -Phawtio"); // as the image is built
        try (Checkout checkout = new Checkout(build, Map.of())) {
            checkout.start(commands.get(1));
            run(checkout, HAWTIO_IS_THERE);
        }
    }

    private static Map<String, String> environment(String dockerfile) {
        assertThat(dockerfile).contains("ENV SERAI_HAWTIO=${HAWTIO:-false}");
        String options =
                match(dockerfile, "ENV JAVA_OPTS=\"(.*)\"") + " -Xlog:class+path,aot,cds -XshowSettings:properties";
        String path = Path.of(System.getProperty("java.home"), "bin") + File.pathSeparator + System.getenv("PATH");
        return Map.of(
                "PATH",
                path,
                "JAVA_OPTS",
                options,
                "JDK_JAVA_OPTIONS",
                CACHES ? "" : "-XX:+IgnoreUnrecognizedVMOptions",
                "TRAINING",
                "40",
                "HAWTIO",
                "true",
                "SERAI_HAWTIO",
                "true");
    }

    private static void run(Checkout image, String command) throws Exception {
        Checkout.Result result = image.run(command);
        assertThat(result.code()).as("%s:%n%s", command, result.output()).isZero();
    }

    private static String match(String dockerfile, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(dockerfile);
        assertThat(matcher.find()).as("%s in the Dockerfile", pattern).isTrue();
        return matcher.group(1);
    }
}
