package dev.serai.tiers;

/** What nobody can read or make who does not have the key. */
public interface Seal {

    /** Where there is no key: bytes as they are. */
    Seal NONE = new Seal() {
        @Override
        public byte[] close(byte[] bytes, String place) {
            return bytes;
        }

        @Override
        public byte[] open(byte[] sealed, String place) {
            return sealed;
        }
    };

    /**
     * Seals bytes.
     *
     * @param place what they belong to: they can be opened for no other
     */
    byte[] close(byte[] bytes, String place);

    /** Bytes that were sealed for this place; null where these were not. */
    byte[] open(byte[] sealed, String place);
}
