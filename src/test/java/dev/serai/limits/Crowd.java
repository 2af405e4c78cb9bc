package dev.serai.limits;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Many threads that do the same at once. */
final class Crowd {

    private Crowd() {}

    /** Does it that many times in each thread, and throws what any of them threw. */
    static void run(int threads, int times, Runnable what) throws Exception {
        Callable<Void> all = () -> {
            for (int i = 0; i < times; i++) {
                what.run();
            }
            return null;
        };
        List<Callable<Void>> tasks = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            tasks.add(all);
        }
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            for (Future<Void> done : pool.invokeAll(tasks)) {
                done.get();
            }
        } finally {
            pool.shutdownNow();
        }
    }
}
