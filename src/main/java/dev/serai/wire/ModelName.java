package dev.serai.wire;

/**
 * How long a name may be that comes from outside: of a model, a fallback, a provider. Names are kept: as keys of what is
 * known of a model, in records, in headers.
 */
public final class ModelName {

    /** More than any vendor's names have, those of clouds with their regions and accounts included. */
    public static final int MOST_CHARACTERS = 256;

    private static final int SHOWN = 80;

    private ModelName() {}

    /** Whether nobody can be meant. */
    public static boolean isTooLong(String name) {
        return name.length() > MOST_CHARACTERS;
    }

    /**
     * The name.
     *
     * @param place of the field that has it
     * @throws ApiException 400 if it is too long, or nobody can have it
     */
    public static String required(String name, String place) {
        if (isTooLong(name)) {
            throw tooLong(place);
        }
        if (name.chars().anyMatch(Character::isISOControl)) {
            throw ApiException.badRequest(
                    "invalid_value", place, "'" + place + "' has control characters, which no name has");
        }
        return name;
    }

    static ApiException tooLong(String place) {
        return ApiException.badRequest(
                "invalid_value",
                place,
                "'" + place + "' is longer than the " + MOST_CHARACTERS + " characters that a name may have");
    }

    /** As much of it as an error shows. */
    public static String shown(String name) {
        return name.length() <= SHOWN ? name : name.substring(0, name.offsetByCodePoints(0, SHOWN / 2)) + "…";
    }
}
