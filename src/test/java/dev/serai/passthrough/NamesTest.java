package dev.serai.passthrough;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.access.Project;
import dev.serai.access.Rules;
import dev.serai.access.TokenRegistry;
import dev.serai.support.FakeUpstream;
import dev.serai.support.Script;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** A gateway with projects that have files and cached contents by names. */
abstract class NamesTest extends PassTest {

    static final String GOOGLE = "https://generativelanguage.googleapis.com/v1beta/";

    final String key = UUID.randomUUID().toString().substring(0, 18);
    final String file = "files/" + key;
    final String cache = "cachedContents/" + key;

    static void says(Script script) {
        says(it -> script);
    }

    static void says(Function<FakeUpstream.Received, Script> chooser) {
        UPSTREAM.answerAll(it -> isList(it) ? null : chooser.apply(it));
    }

    /** The gateway looks for models by itself. */
    private static boolean isList(FakeUpstream.Received received) {
        return received.path().contains("/models") && received.path().indexOf(':') < 0;
    }

    static List<FakeUpstream.Received> reached() {
        return UPSTREAM.received().stream().filter(it -> !isList(it)).toList();
    }

    static FakeUpstream.Received last() {
        return reached().get(reached().size() - 1);
    }

    TokenRegistry.Issued allowedCaller() {
        Project project = project(allowed());
        return token(project, Rules.NONE);
    }

    TokenRegistry.Issued keeper() throws Exception {
        TokenRegistry.Issued caller = allowedCaller();
        says(Script.json(200, "{\"file\":{\"name\":\"" + file + "\",\"uri\":\"" + GOOGLE + file + "\"}}"));
        HttpResponse<String> made = ask(caller, "POST", "/upload/v1beta/files", "{\"file\":{}}");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(200);
        assertThat(made.body()).contains(GOOGLE + file);
        says(Script.json(200, "{\"name\":\"" + cache + "\",\"model\":\"models/gemini-2.5-flash\"}"));
        String caching = "{\"model\":\"models/gemini-2.5-flash\",\"contents\":[{\"parts\":[{\"text\":\"a\"}]}]}";
        assertThat(ask(caller, "POST", "/v1beta/cachedContents", caching).statusCode())
                .isEqualTo(200);
        return caller;
    }
}
