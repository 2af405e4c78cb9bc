package dev.serai.vault;

/**
 * A field of a secret in one of Vault's key/value engines: {@code engine:path#field@version}.
 *
 * @param engine where it is mounted, as it stands in a URL
 * @param path of the secret, the same
 * @param field empty for the only one
 * @param version empty for the newest
 */
record KeyValueSecret(String engine, String path, String field, String version) {

    /**
     * Reads a name.
     *
     * @throws IllegalArgumentException if it is none
     */
    static KeyValueSecret of(String name) {
        int at = name.lastIndexOf('@');
        String version = at < 0 ? "" : name.substring(at + 1);
        String rest = at < 0 ? name : name.substring(0, at);
        int colon = rest.indexOf(':');
        int hash = rest.indexOf('#', colon + 1);
        if (colon < 1 || (at >= 0 && !version.matches("[0-9]{1,9}"))) {
            throw new IllegalArgumentException("'" + name
                    + "' names no secret: write {{hashicorp:<engine>:<secret>#<field>:<default>@<version>}}, of which"
                    + " the default and the version may be left out");
        }
        return new KeyValueSecret(
                VaultPath.of(rest.substring(0, colon)),
                VaultPath.of(hash < 0 ? rest.substring(colon + 1) : rest.substring(colon + 1, hash)),
                hash < 0 ? "" : rest.substring(hash + 1),
                version);
    }
}
