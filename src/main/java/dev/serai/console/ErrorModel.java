package dev.serai.console;

import dev.serai.admin.Faults;
import java.util.List;

/**
 * What went wrong.
 *
 * @param faults each mistake of a request that was understood
 */
public record ErrorModel(int status, String message, List<Faults.Fault> faults) {}
