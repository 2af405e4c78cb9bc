package dev.serai.tiers;

/** A disk that has lost everything, while other tiers have it still. */
public final class DiskLoss {

    private DiskLoss() {}

    /** Has it happen. */
    public static void of(Tiers tiers) {
        tiers.all().stream().filter(it -> it.name().equals("disk")).forEach(it -> {
            var unused = it.forget(TierKey.ALL);
        });
    }
}
