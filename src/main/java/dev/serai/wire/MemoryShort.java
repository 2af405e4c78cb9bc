package dev.serai.wire;

import com.fasterxml.jackson.databind.JsonNode;

/** There is no memory for a body: at present, or for one so large at all. Or there is no processor for a large one. */
public final class MemoryShort extends ApiException {

    private static final long serialVersionUID = 1L;
    private static final String OVERLOADED = "overloaded";
    private static final String RETRY_SECONDS = "1";
    private static final String RETRY = " Try again in a second.";

    private MemoryShort(int status, String type, String code, String message) {
        super(status, type, code, null, message);
    }

    /** Others have it: 429, as where too many requests wait. */
    public static MemoryShort now() {
        return overloaded("The gateway is overloaded: bodies take all memory that they may.");
    }

    /** Others are worked with, and large bodies are in turns: the same. */
    static MemoryShort busy() {
        return overloaded("The gateway is overloaded: too many large bodies wait for their turn.");
    }

    private static MemoryShort overloaded(String message) {
        MemoryShort refusal = new MemoryShort(429, "overloaded_error", OVERLOADED, message + RETRY);
        refusal.header("retry-after", RETRY_SECONDS);
        return refusal;
    }

    /**
     * It would be more than all may have in sum: 413.
     *
     * @param most bytes for all bodies
     */
    public static MemoryShort ever(long most) {
        return new MemoryShort(
                413,
                "invalid_request_error",
                "request_too_large",
                "The request, with what has to be made of it, needs more memory than the " + most
                        + " bytes (SERAI_MEMORY_BUDGET) that all bodies may take in sum");
    }

    /** The same of a stream that had not begun, by the error object that it ended with. */
    public static MemoryShort ofStream(JsonNode error) {
        return (OVERLOADED.equals(error.path("code").asText()) ? now() : ever(0)).ofAnswer();
    }

    /** The same of a provider's answer: neither it nor the request is to blame, which may be answered later. */
    public MemoryShort ofAnswer() {
        MemoryShort failure = new MemoryShort(
                503,
                "server_error",
                status() == 429 ? OVERLOADED : "answer_too_large",
                status() == 429
                        ? "The gateway is overloaded: there is no room for the provider's answer now." + RETRY
                        : "The provider's answer, with what has to be made of it, needs more memory than all bodies may"
                                + " take in sum (SERAI_MEMORY_BUDGET)");
        headers().forEach(failure::header);
        return failure;
    }
}
