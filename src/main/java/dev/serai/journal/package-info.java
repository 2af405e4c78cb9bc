/**
 * Usage on the local disk, before the database has it: no request waits for either. Knows nothing of what a record
 * means.
 */
package dev.serai.journal;
