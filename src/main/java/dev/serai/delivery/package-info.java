/** Event routes: what happens, as documents for the files in {@code routes/events/}, off the way of any request. */
package dev.serai.delivery;
