/** Answers that callers may ask for again, or go on from: kept in the database, for a time, each for its owner alone. */
package dev.serai.answers;
