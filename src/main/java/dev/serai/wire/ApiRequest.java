package dev.serai.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * A client's request: its members as bytes, and the few facts that routing needs, read in one pass.
 *
 * @param operation {@code chat}, {@code embeddings} or any other that a provider can serve
 * @param model the model as the client names it
 * @param needs capabilities that the request asks for, each with the path of the field that does
 * @param includeUsage whether a stream's usage is to be shown
 * @param signed whether messages have what only the provider that gave it can read: signatures in ids of calls, blocks
 *     of thought
 * @param promptBytes size of the messages, prompt or input: for rules that choose by prompt size
 * @param media what of them is no text
 * @param original what the client said, where that was in another format; {@code members} are made of it when they are
 *     needed. Null where it speaks OpenAI's
 */
public record ApiRequest(
        String operation,
        RawObject members,
        String model,
        boolean stream,
        boolean includeUsage,
        boolean base64Embeddings,
        boolean signed,
        int promptBytes,
        Media media,
        Map<String, String> needs,
        Original original) {

    /** The operation that counts the tokens of a chat. */
    public static final String COUNT = "count";

    /** To be given the beginning of an answer, which a chat has no word for. */
    private static final String PREFILL = "prefill";

    /** Of messages to which one is added: in a buffer that doubles, and as an array. */
    private static final long COPIES = 3;

    /** Its members in OpenAI's words. */
    @Override
    public RawObject members() {
        return members == null && original != null ? chat().members : members;
    }

    /** Its members in whichever words they came. */
    public RawObject said() {
        return members == null && original != null ? original.members() : members;
    }

    /** The same in OpenAI's words. */
    private ApiRequest chat() {
        ApiRequest made = original.chat();
        ApiRequest chat = generates() ? made : made.as(COUNT, made.members);
        return chat.model.equals(model) ? chat : chat.withModel(model);
    }

    /**
     * The same as a provider takes it: in its client's own words where it speaks those, else in OpenAI's.
     *
     * @param provider its name
     * @param operations that the provider serves
     */
    public ApiRequest to(String provider, Predicate<String> operations) {
        if (members != null || original == null) {
            return this;
        }
        if (passed() != null) {
            return as(original.operation(), original.members());
        }
        return operations.test(original.operation()) ? as(original.operation(), original.members(provider)) : chat();
    }

    /** The same with more to read than stands in it. */
    public ApiRequest longer(int bytes) {
        return with(operation, members, model, promptBytes + bytes, needs, original);
    }

    /** Whether it is in its client's own words, which are not OpenAI's. */
    public boolean isAsSaid() {
        return original != null && operation.equals(original.operation());
    }

    /** Whether a model is to say anything, as far as is known: to have its tokens counted costs nothing. */
    public boolean generates() {
        return !operation.equals(COUNT) && !operation.endsWith("Count") && !operation.equals(Passed.OPERATION);
    }

    /** Whether what it is answered with are vectors. */
    public boolean embeds() {
        return operation.equals("embeddings") || operation.endsWith("Embeddings");
    }

    /** What passes as it came, whatever it is; null where it is known what is asked. */
    public Passed passed() {
        return original instanceof Passed passed ? passed : null;
    }

    /** Whether it is answered in words, as chats and text completions are. */
    public boolean isText() {
        return operation.equals("chat") || operation.equals("completions");
    }

    /** Bytes of all that a model reads and that is text: tools are read as the prompt is. */
    public long textBytes() {
        return promptBytes - media.bytes() + ReadBesides.bytes(said());
    }

    /** The question which models there are; it has no body. */
    public static ApiRequest models() {
        return new ApiRequest("models", null, "", false, false, false, false, 0, Media.NONE, Map.of(), null);
    }

    /** The bytes of its messages, prompt or input; null where a format has them elsewhere. */
    public RawObject.Slice prompt() {
        return members == null && original != null
                ? Operations.PROMPTS.stream()
                        .map(original.members()::get)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null)
                : members.get(Operations.promptMember(operation));
    }

    /** How many tokens the answer may have at most; -1 if the client does not say, or not as a number. */
    public long maxTokens() {
        return AnswerSizes.maxTokens(said());
    }

    /** How many answers are made: {@code n}, of each of several prompts, or of those that the best are chosen from. */
    public long choices() {
        return operation.equals("completions") ? AnswerSizes.completions(members) : AnswerSizes.choices(said());
    }

    /** What transforms see of it as {@code $request}. */
    public ObjectNode facts() {
        ObjectNode facts = Json.MAPPER
                .createObjectNode()
                .put("model", model)
                .put("stream", stream)
                .put("include_usage", includeUsage)
                .put("encoding_format", base64Embeddings ? "base64" : "float");
        RawObject.Slice format = operation.equals("speech") ? members.get("response_format") : null;
        return format == null ? facts : facts.put("response_format", format.word());
    }

    /**
     * The same wish for the rest of an answer whose beginning is known: it is the last message, the assistant's.
     *
     * @param sent the text of the beginning
     * @param tokens how many the beginning has
     * @param memory what the longer messages are taken of
     */
    public ApiRequest continuing(String sent, long tokens, Memory memory) {
        if (members == null && original != null) {
            return chat().continuing(sent, tokens, memory);
        }
        memory.take(COPIES * (promptBytes + (long) sent.length()));
        RawObject continued = members.copy();
        continued.append("messages", Map.of("role", "assistant", "content", sent.stripTrailing()));
        for (String name : new String[] {"max_completion_tokens", "max_tokens"}) {
            RawObject.Slice most = members.get(name);
            if (most != null && most.count() >= 0) {
                continued.put(name, (Object) Math.max(1, most.count() - tokens));
            }
        }
        return as(operation, continued);
    }

    /**
     * The same wish made of what a client said in another format.
     *
     * @param places in that format, by what they ask for; this one's own nobody has said
     */
    public ApiRequest of(Original said, Map<String, String> places) {
        Map<String, String> all = new LinkedHashMap<>();
        needs.keySet().forEach(need -> all.put(need, places.getOrDefault(need, "")));
        if (places.containsKey(PREFILL)) { // a chat cannot say that
            all.put(PREFILL, places.get(PREFILL));
        }
        return with(operation, members, model, promptBytes, all, said);
    }

    /** The same wish with the files that came with it: steps of routes work with its fields. */
    public ApiRequest with(Form form) {
        return with(operation, members.of(form), model, promptBytes, needs, original);
    }

    /** The same wish to another model. */
    public ApiRequest withModel(String other) {
        RawObject named = members == null ? null : members.copy();
        if (named != null) {
            named.put("model", (Object) other);
        }
        return with(operation, named, other, promptBytes, needs, original);
    }

    /** The same wish put as another operation, for providers that lack the first. */
    public ApiRequest as(String otherOperation, RawObject otherMembers) {
        RawObject.Slice prompt = otherMembers.get(Operations.promptMember(otherOperation));
        int bytes = prompt == null ? promptBytes : prompt.length();
        return with(otherOperation, otherMembers, model, bytes, needs, original);
    }

    private ApiRequest with(
            String its, RawObject all, String named, int bytes, Map<String, String> needed, Original said) {
        return new ApiRequest(
                its, all, named, stream, includeUsage, base64Embeddings, signed, bytes, media, needed, said);
    }
}
