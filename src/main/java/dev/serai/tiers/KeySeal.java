package dev.serai.tiers;

import dev.serai.access.MasterKeys;

/** By the master key that replicas have in common. */
record KeySeal(MasterKeys keys) implements Seal {

    @Override
    public byte[] close(byte[] bytes, String place) {
        return keys.seal(bytes, place);
    }

    @Override
    public byte[] open(byte[] sealed, String place) {
        return keys.open(sealed, place);
    }
}
