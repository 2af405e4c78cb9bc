package dev.serai.access;

import dev.serai.wire.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts projects' provider keys with AES-256-GCM under a master key from the environment. The text of a secret names
 * the master key that it is under, so that the master key can be changed: the first of the keys encrypts, all decrypt.
 */
public final class MasterKeys {

    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int IV_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int KEY_BYTES = 32;
    private static final int ID_BYTES = 4;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Map<String, SecretKeySpec> keys = new LinkedHashMap<>();

    /**
     * Takes the master keys, the current one first; blank ones count for nothing.
     *
     * @param encoded 32 bytes each, in base64
     * @throws IllegalArgumentException if one is not that
     */
    public MasterKeys(List<String> encoded) {
        for (String key : encoded) {
            if (!key.isBlank()) {
                byte[] bytes = decoded(key.strip());
                keys.putIfAbsent(id(bytes), new SecretKeySpec(bytes, "AES"));
            }
        }
    }

    private static byte[] decoded(String key) {
        try {
            byte[] bytes = Base64.getDecoder().decode(key);
            if (bytes.length == KEY_BYTES) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            // the same message: it must not show the key
        }
        throw new IllegalArgumentException(
                "SERAI_MASTER_KEY must be 32 bytes in base64; make one with: openssl rand -base64 32");
    }

    private static String id(byte[] key) {
        return HexFormat.of().formatHex(Sha256.begin().digest(key), 0, ID_BYTES);
    }

    /** What a project's key for a provider belongs to. */
    static String place(String project, String provider) {
        return project + "/" + provider;
    }

    /** Whether there is one to encrypt with. */
    public boolean isEmpty() {
        return keys.isEmpty();
    }

    /** These; where there are none, one that nobody else has, until the gateway stops. */
    public MasterKeys orOwn() {
        if (!isEmpty()) {
            return this;
        }
        byte[] key = new byte[KEY_BYTES];
        RANDOM.nextBytes(key);
        return new MasterKeys(List.of(Base64.getEncoder().encodeToString(key)));
    }

    /** Whether a secret is under the current key. */
    boolean isCurrent(String encrypted) {
        return !keys.isEmpty() && encrypted.startsWith(currentId() + ":");
    }

    /**
     * Encrypts under the current key.
     *
     * @param place what the secret belongs to; it can be decrypted for no other
     * @throws IllegalStateException if there is no key
     */
    String encrypt(String secret, String place) {
        String id = currentId();
        return id + ":"
                + Base64.getEncoder().encodeToString(sealed(id, secret.getBytes(StandardCharsets.UTF_8), place));
    }

    private byte[] sealed(String id, byte[] bytes, String place) {
        byte[] iv = new byte[IV_BYTES];
        RANDOM.nextBytes(iv);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, id, iv, place).doFinal(bytes);
            return ByteBuffer.allocate(iv.length + sealed.length)
                    .put(iv)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JRE has " + CIPHER, e);
        }
    }

    /**
     * Seals what is no secret of a project's, under the current key.
     *
     * @param place what it belongs to; it can be opened for no other
     * @throws IllegalStateException if there is no key
     */
    public byte[] seal(byte[] bytes, String place) {
        String id = currentId();
        byte[] sealed = sealed(id, bytes, place);
        return ByteBuffer.allocate(ID_BYTES + sealed.length)
                .put(HexFormat.of().parseHex(id))
                .put(sealed)
                .array();
    }

    /** What {@link #seal} sealed for this place under a key that is here; null where it did not. */
    public byte[] open(byte[] all, String place) {
        String id = all.length < ID_BYTES ? "" : HexFormat.of().formatHex(all, 0, ID_BYTES);
        if (!keys.containsKey(id)) {
            return null;
        }
        try {
            return opened(id, Arrays.copyOfRange(all, ID_BYTES, all.length), place);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return null;
        }
    }

    private byte[] opened(String id, byte[] all, String place) throws GeneralSecurityException {
        if (all.length < IV_BYTES + TAG_BITS / Byte.SIZE) { // JDK 17 has no exception of its own for it
            throw new IllegalArgumentException("it is too short");
        }
        return cipher(Cipher.DECRYPT_MODE, id, Arrays.copyOf(all, IV_BYTES), place)
                .doFinal(all, IV_BYTES, all.length - IV_BYTES);
    }

    /**
     * Decrypts what {@link #encrypt} gave.
     *
     * @throws IllegalStateException if its master key is not here, or it belongs to another place
     */
    String decrypt(String encrypted, String place) {
        String id = encrypted.substring(0, Math.max(0, encrypted.indexOf(':')));
        if (!keys.containsKey(id)) {
            throw new IllegalStateException(
                    "The master key " + id + " is not in SERAI_MASTER_KEY" + " or SERAI_MASTER_KEY_PREVIOUS");
        }
        try {
            byte[] all = Base64.getDecoder().decode(encrypted.substring(id.length() + 1));
            return new String(opened(id, all, place), StandardCharsets.UTF_8);
        } catch (GeneralSecurityException | IllegalArgumentException e) { // the latter also if it is no base64
            throw new IllegalStateException("The secret of " + place + " was changed or belongs elsewhere", e);
        }
    }

    private Cipher cipher(int mode, String id, byte[] iv, String place) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, keys.get(id), new GCMParameterSpec(TAG_BITS, iv));
        cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private String currentId() {
        return keys.keySet().stream()
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("SERAI_MASTER_KEY is not set"));
    }
}
