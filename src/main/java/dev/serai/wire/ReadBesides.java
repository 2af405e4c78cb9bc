package dev.serai.wire;

/** What a model reads of a request besides its prompt. */
final class ReadBesides {

    private static final String[] MEMBERS =
            "tools functions response_format suffix prediction system instructions systemInstruction system_instruction query"
                    .split(" ", -1);

    private ReadBesides() {}

    /** How many bytes that has; none where there are no members. */
    static long bytes(RawObject said) {
        long bytes = 0;
        for (String name : MEMBERS) {
            RawObject.Slice member = said == null ? null : said.get(name);
            bytes += member == null ? 0 : member.length();
        }
        return bytes;
    }
}
