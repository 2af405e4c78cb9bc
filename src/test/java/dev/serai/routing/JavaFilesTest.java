package dev.serai.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.check.JavaFiles;
import dev.serai.files.Folder;
import dev.serai.files.InvalidFilesException;
import dev.serai.support.Answers;
import dev.serai.support.Script;
import java.lang.ref.WeakReference;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Java files among the route files: compiled once, changed live, refused with file and line. */
class JavaFilesTest extends ReloadingGatewayTest {

    private static final String FILE = "routes/policies/Shout.java";
    private static final String SHOUT = """
        import org.apache.camel.builder.RouteBuilder;

        public class Shout extends RouteBuilder {
            @Override
            public void configure() {
                from("direct:policy-shout").routeId("policy-shout").errorHandler(noErrorHandler())
                        .transform(body().convertToString().regexReplaceAll("Hello", Words.LOUD)).id("shout");
            }
        }
        """;
    private static final String WORDS = "class Words { static final String LOUD = \"HELLO\"; }\n";

    private static final String STARTED = """
                static final class Started extends org.apache.camel.support.service.ServiceSupport
                        implements org.apache.camel.Processor {
                    @Override
                    public void process(org.apache.camel.Exchange exchange) {}

                    @Override
                    protected void doStart() {
                        System.setProperty("serai.test.started", "started");
                        throw new NoClassDefFoundError("a/Missing");
                    }

                    @Override
                    protected void doStop() {
                        System.setProperty("serai.test.started", "stopped");
                    }
                }
            }
            """;

    @BeforeEach
    void answers() {
        UPSTREAM.answer(Script.json(200, Answers.WHOLE));
    }

    private static void shouts() throws Exception {
        write(FILE, SHOUT);
        write("routes/policies/Words.java", WORDS);
        edit(
                "routes/inbound/chat-completions.camel.yaml",
                file -> file.replace(
                        "- to: { id: route-chat",
                        "- to: { id: shout-chat, uri: direct:policy-shout }\n        - to: { id: route-chat"));
    }

    private String sent() throws Exception {
        HttpResponse<String> response = post(CHAT, chat("openai/gpt-4o"));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return UPSTREAM.last().text();
    }

    private void reloads() throws Exception {
        HttpResponse<String> reloaded = manage("POST", "reload");
        assertThat(reloaded.statusCode()).as(reloaded.body()).isEqualTo(200);
    }

    @Test
    void file_serves_andIsChangedLive() throws Exception {
        shouts();
        reloads();
        assertThat(sent()).contains("HELLO");

        write("routes/policies/Words.java", WORDS.replace("HELLO", "HULLO"));
        reloads();
        assertThat(sent()).contains("HULLO");
    }

    @Test
    void fileThatDoesNotCompile_isRefusedWithItsLine_andWhatServesGoesOn() throws Exception {
        shouts();
        reloads();
        write(FILE, SHOUT.replace("noErrorHandler()", "noErorHandler()"));
        HttpResponse<String> refused = manage("POST", "reload");

        assertThat(refused.statusCode()).isEqualTo(422);
        JsonNode problem = generation("refused").path("problems").path(0);
        assertThat(problem.toString()).contains(FILE, "noErorHandler");
        assertThat(problem.path("line").asInt()).isEqualTo(6);
        assertThat(sent()).contains("HELLO");
    }

    @Test
    void routeWithoutAnId_isRefusedWithItsFile() throws Exception {
        shouts();
        write(FILE, SHOUT.replace(".routeId(\"policy-shout\")", ""));
        assertThat(manage("POST", "reload").body()).contains(FILE, "needs an id of its own");
    }

    @Test
    void archive_mayHaveNone() throws Exception {
        HttpResponse<String> answer = upload(Archives.zip(Map.of(FILE, SHOUT)));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains(FILE, "to look at Java files is to run them");
    }

    @Test
    void whereTheyAreOff_theyAreRefused() {
        assertThatExceptionOfType(InvalidFilesException.class)
                .isThrownBy(() -> new JavaFiles(false).builders(folder(WORDS)))
                .withMessageContaining("routes/policies/Words.java")
                .withMessageContaining("SERAI_JAVA_FILES");
    }

    @Test
    void folderWithoutABuilder_isRefused() {
        assertThatExceptionOfType(InvalidFilesException.class)
                .isThrownBy(() -> new JavaFiles(true).builders(folder(WORDS)))
                .withMessageContaining("no class here is a RouteBuilder");
    }

    @Test
    void sameContents_areCompiledOnce_andOldOnesAreForgotten() throws Exception {
        JavaFiles files = new JavaFiles(true);
        RouteBuilder first = files.builders(shout("one")).get(0);
        RouteBuilder second = files.builders(shout("one")).get(0);
        assertThat(second).isNotSameAs(first);
        assertThat(second.getClass()).isSameAs(first.getClass());

        WeakReference<ClassLoader> old = new WeakReference<>(first.getClass().getClassLoader());
        first = null;
        second = null;
        assertThat(files.builders(shout("two"))).hasSize(1);
        await("the end of the old classes", () -> {
            System.gc();
            return old.get() == null;
        });
    }

    private static Folder shout(String id) {
        return new Folder(
                "routes",
                Map.of(
                        "policies/Shout.java", SHOUT.replace("policy-shout", id).getBytes(StandardCharsets.UTF_8),
                        "policies/Words.java", WORDS.getBytes(StandardCharsets.UTF_8)));
    }

    private static Folder folder(String words) {
        return new Folder("routes", Map.of("policies/Words.java", words.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void fileWhoseRoutesAnErrorEnds_isRefusedWithItsName() throws Exception {
        shouts();
        write(
                FILE,
                SHOUT.replace(
                        "from(\"direct", "if (true) throw new NoClassDefFoundError(\"a/Missing\");\nfrom(\"direct"));

        assertThat(manage("POST", "reload").statusCode()).isEqualTo(422);
        assertThat(generation("refused").path("problems").path(0).toString()).contains(FILE, "a/Missing");
    }

    /** What of it has started does not go on without anybody who knows of it. */
    @Test
    void generationThatAnErrorEnds_isStopped() throws Exception {
        shouts();
        write(
                FILE,
                SHOUT.replace(".transform(", ".process(new Started()).id(\"started\").transform(")
                        .replaceFirst("\\}\\s*$", STARTED));

        assertThat(manage("POST", "reload").statusCode()).isEqualTo(422);
        assertThat(System.getProperty("serai.test.started")).isEqualTo("stopped");
    }
}
