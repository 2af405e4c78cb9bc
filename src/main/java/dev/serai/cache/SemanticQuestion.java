package dev.serai.cache;

import dev.serai.semantic.Gist;
import dev.serai.semantic.LastTurn;
import dev.serai.semantic.Place;
import dev.serai.wire.ApiRequest;
import dev.serai.wire.RawObject;
import java.util.List;
import java.util.Set;

/**
 * What a user asks last in a chat, and all else about the request, which has to be the same.
 *
 * @param text the last message
 * @param place where those are that may get each other's answers: all but their text is the same, and its gist
 */
record SemanticQuestion(String text, Place place) {

    private static final String MESSAGES = "messages";

    /** Chats, and those in Anthropic's words. */
    private static final Set<String> ENDPOINTS = Set.of("chat", "messages");

    /** Of all messages. */
    private static final int MOST_BYTES = 1 << 16;

    /** What a request may have that is answered in plain words: whatever else might be a tool, a form or media. */
    private static final Set<String> MEMBERS = Set.of(("model messages system stream stream_options stop stop_sequences"
                    + " max_tokens max_completion_tokens temperature top_p top_k min_p n seed logit_bias logprobs"
                    + " top_logprobs frequency_penalty presence_penalty repetition_penalty reasoning_effort thinking"
                    + " verbosity user safety_identifier prompt_cache_key service_tier store metadata")
            .split(" ", -1));

    private static final Set<String> OF_TOOLS =
            Set.of("tools", "tool_choice", "parallel_tool_calls", "functions", "function_call");
    private static final Set<String> OF_SCHEMA = Set.of("response_format", "output_format", "output_config");

    /** That of a request; null where it is none that can be answered by what another one was answered. */
    static SemanticQuestion of(CacheKey.Question question, ApiRequest request, SemanticTerms terms, int longest) {
        RawObject said = request.said();
        RawObject.Slice messages = said.get(MESSAGES);
        if (messages == null
                || messages.length() > MOST_BYTES
                || request.media().count() > 0
                || !ENDPOINTS.contains(CacheKey.endpoint(request))
                || !said.names().stream().allMatch(name -> isAllowed(name, terms))) {
            return null;
        }
        LastTurn last = LastTurn.of(messages, terms.tools());
        if (last == null || last.text().isBlank() || last.text().length() > longest) {
            return null;
        }
        RawObject others = said.copy();
        others.put(MESSAGES, last.others());
        CacheKey place = CacheKey.of(question, request, others, List.of(terms.embeddings(), Gist.of(last.text())));
        return new SemanticQuestion(
                last.text(), new Place(place.tenant(), question.caller().tenant(), place.digest()));
    }

    private static boolean isAllowed(String name, SemanticTerms terms) {
        return MEMBERS.contains(name)
                || (terms.tools() && OF_TOOLS.contains(name))
                || (terms.schema() && OF_SCHEMA.contains(name));
    }
}
