import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Chats while the gateway's routes and transforms change: {@code ReloadLoad GATEWAY KEY HOME CONNECTIONS RATE PART
 * ARG…}. RATE is of all connections together; 0: each asks again as soon as it is answered. Parts: {@code swap LABEL
 * RELOADS}, {@code rate ROUNDS SECONDS WARMUP}, {@code save TIMES}, and {@code hold FILE RELOADS_PER_SECOND}, which lasts
 * until the file is gone.
 */
public final class ReloadLoad {
    private final Marks marks;
    private final ReloadChats chats;

    private ReloadLoad(Marks marks, ReloadChats chats) {
        this.marks = marks;
        this.chats = chats;
    }

    /** Prints the figures of a part; exit code 1 if an answer or a reload was not as it should be. */
    public static void main(String[] args) throws Exception {
        Marks marks = new Marks(args[0], args[1], Path.of(args[2]));
        marks.reload();
        marks.times.clear();
        int[] n = Arrays.stream(args).skip(3).limit(2).mapToInt(Integer::parseInt).toArray();
        ReloadChats chats = new ReloadChats(URI.create(args[0]), args[1], marks, n[0], n[1]);
        chats.start();
        ReloadLoad load = new ReloadLoad(marks, chats);
        switch (args[5]) {
            case "swap" -> load.swap(args[6], Integer.parseInt(args[7]));
            case "rate" -> load.rate(Integer.parseInt(args[6]), Integer.parseInt(args[7]), Integer.parseInt(args[8]));
            case "save" -> load.save(Integer.parseInt(args[6]));
            case "hold" -> load.hold(Path.of(args[6]), Integer.parseInt(args[7]));
            default -> throw new IllegalArgumentException(args[5]);
        }
        chats.end();
        System.out.print(chats.report());
        System.exit(chats.good() ? 0 : 1);
    }

    private void swap(String label, int reloads) throws Exception {
        double[] millis = new double[reloads];
        double sum = marks.seconds();
        for (int i = 0; i < reloads; i++) {
            marks.reload();
            double now = marks.seconds(); // after each one: the gateway's own maximum includes reloads of minutes before
            millis[i] = 1000 * (now - sum);
            sum = now;
        }
        double[] asked = marks.times.stream().mapToDouble(nanos -> nanos / 1e6).toArray();
        Arrays.sort(asked);
        System.out.printf("%-26s%12.0f%9.0f%14.0f%9.0f%9.0f%n", label,
                Arrays.stream(millis).average().orElseThrow(), Arrays.stream(millis).max().orElseThrow(),
                asked[reloads / 2], asked[(99 * reloads + 99) / 100 - 1], asked[reloads - 1]);
    }

    /** Rounds take turns, so that the noise of the machine meets both alike. */
    private void rate(int rounds, int seconds, int warmup) throws Exception {
        reloadEachSecond(warmup);
        double[] still = new double[rounds];
        double[] reloading = new double[rounds];
        for (int i = 0; i < rounds; i++) {
            Thread.sleep(1000); // until the last generation of the round before has ended
            long before = chats.answered;
            Thread.sleep(1000L * seconds);
            long between = chats.answered;
            still[i] = (double) (between - before) / seconds;
            reloadEachSecond(seconds);
            reloading[i] = (double) (chats.answered - between) / seconds;
        }
        Arrays.sort(still);
        Arrays.sort(reloading);
        double without = still[rounds / 2];
        double with = reloading[rounds / 2];
        System.out.printf("undisturbed %.0f requests/s, one reload a second %.0f, ratio %.2f%n", without, with, with / without);
    }

    private void reloadEachSecond(int seconds) throws Exception {
        long begin = System.nanoTime();
        for (int i = 1; i <= seconds; i++) {
            marks.reload();
            Thread.sleep(Math.max(0, 1000L * i - (System.nanoTime() - begin) / 1_000_000));
        }
    }

    /** The gateway finds out by itself: from the file's last byte to the first answer that shows it. */
    private void save(int times) throws Exception {
        long[] millis = new long[times];
        for (int i = 0; i < times; i++) {
            Thread.sleep(1000 + 73L * i % 500); // somewhere between two looks
            String mark = String.valueOf(marks.save());
            long saved = System.nanoTime();
            do {
                Thread.sleep(5);
                millis[i] = (System.nanoTime() - saved) / 1_000_000;
                if (millis[i] > 20_000) {
                    throw new IllegalStateException("saved 20 s ago and still not served");
                }
            } while (!marks.chat().contains(" " + mark + "\""));
        }
        Arrays.sort(millis);
        System.out.printf("median %d ms, fastest %d, slowest %d of %d%n", millis[times / 2], millis[0], millis[times - 1], times);
    }

    private void hold(Path file, int reloadsPerSecond) throws Exception {
        while (Files.exists(file)) {
            if (reloadsPerSecond > 0) {
                reloadEachSecond(1);
            } else {
                Thread.sleep(100);
            }
        }
        if (reloadsPerSecond > 0) {
            System.out.printf("%d reloads since the direct run began%n", marks.times.size());
        }
    }
}

/**
 * Writes the files that number a generation, and has them served. An answer shows the number of the alias, of the
 * provider, of the request transform, of a module and of the response transform.
 */
final class Marks {
    /** Requests that begin now are answered by this generation or a later one, up to the offered. */
    volatile int served;
    volatile int offered;
    final List<Long> times = new ArrayList<>();

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String gateway;
    private final String key;
    private final Path home;

    Marks(String gateway, String key, Path home) throws IOException {
        this.gateway = gateway;
        this.key = key;
        this.home = home;
        Path counter = home.resolve("marks");
        offered = Files.exists(counter) ? Integer.parseInt(Files.readString(counter)) : 100_000; // of equal length for ever
    }

    void reload() throws Exception {
        int mark = offered + 1;
        write("routes/models/marked.camel.yaml", """
                - route:
                    id: model-marked
                    group: models
                    description: An alias that shows its generation
                    errorHandler: { noErrorHandler: {} }
                    from:
                      uri: direct:model-marked
                      steps:
                        - to: { id: marked-target, uri: "target:bench-marked/%s" }
                """, mark);
        write("routes/providers/bench-marked.camel.yaml", """
                - templatedRoute:
                    routeTemplateRef: http-provider
                    routeId: provider-bench-marked
                    parameters:
                      - { name: provider, value: bench-marked }
                      - { name: baseUrl, value: "{{env:OPENAI_BASE_URL:}}" }
                      - { name: keyRequired, value: "false" }
                      - { name: operations, value: chat }
                      - { name: modelSettings, value: "* mark=%s" }
                """, mark);
        write("transforms/bench-marked/chat/request.jslt", "{\"mark\": \"%s\", * : .}\n", mark);
        write("transforms/lib/bench-mark.jslt", "def mark() \"%s\"\n", mark);
        response(mark);
        Files.writeString(home.resolve("marks"), String.valueOf(mark));
        offered = mark;
        long begin = System.nanoTime();
        HttpResponse<String> answer = send(HttpRequest.newBuilder(URI.create(gateway + "/manage/routes/reload"))
                .POST(HttpRequest.BodyPublishers.noBody()));
        times.add(System.nanoTime() - begin);
        if (answer.statusCode() != 200) {
            throw new IllegalStateException("reload " + mark + ": " + answer.statusCode() + " " + answer.body());
        }
        served = mark;
    }

    /** Saves a single file under a new number, which comes last in an answer's marks. */
    int save() throws IOException {
        return response(++offered);
    }

    private int response(int mark) throws IOException {
        write("transforms/bench-marked/chat/response.jslt", """
                import "lib/bench-mark.jslt" as module
                let request = capture(.choices[0].message.content, "marked (?<mark>\\\\d+)").mark
                {"marks": $target.model + " " + $target.settings.mark + " " + $request + " " + module:mark() + " %s", * : .}
                """, mark);
        return mark;
    }

    private void write(String file, String text, int mark) throws IOException {
        Path path = home.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text.formatted(mark));
    }

    String chat() throws Exception {
        return send(HttpRequest.newBuilder(URI.create(gateway + "/v1/chat/completions"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(ReloadChats.BODY)))
                .body();
    }

    /** What all reloads until now took, as the gateway counts. */
    double seconds() throws Exception {
        String all = send(HttpRequest.newBuilder(URI.create(gateway + "/manage/metrics"))).body();
        Matcher line = Pattern.compile("(?m)^serai_reloads_seconds_sum(?:\\{.*})? (\\S+)$").matcher(all);
        return line.find() ? Double.parseDouble(line.group(1)) : Double.NaN;
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        request.header("Authorization", "Bearer " + key);
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
