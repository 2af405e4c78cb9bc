package dev.serai.vault;

import dev.serai.files.ValueFunction;

/**
 * {@code {{name:secret#field:default@version}}} in the files of one generation, as Camel's own functions for vaults have it. It
 * gives the default, or nothing, also where the vault cannot be asked: whatever needs the value is not configured then.
 */
final class VaultFunction extends ValueFunction {

    private final String name;
    private final int parts;
    private final KeptValues values;

    /**
     * Asks for nothing yet.
     *
     * @param parts of a name that a colon separates, before the default
     */
    VaultFunction(String name, int parts, KeptValues values) {
        this.name = name;
        this.parts = parts;
        this.values = values;
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    protected Asked read(String placeholder) {
        return asked(placeholder, parts);
    }

    /** A version stands behind the default, and is part of the name. */
    static Asked asked(String placeholder, int parts) {
        int at = placeholder.lastIndexOf('@');
        String version = at < 0 ? "" : placeholder.substring(at);
        String rest = at < 0 ? placeholder : placeholder.substring(0, at);
        int colon = -1;
        for (int part = 0; part < parts; part++) {
            int next = rest.indexOf(':', colon + 1);
            if (next < 0) {
                return new Asked(rest + version, "");
            }
            colon = next;
        }
        return new Asked(rest.substring(0, colon) + version, rest.substring(colon + 1));
    }

    @Override
    protected String value(String asked) {
        return values.get(asked);
    }

    @Override
    public void look() {
        values.look(given());
    }
}
