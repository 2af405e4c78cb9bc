/** {@code /admin}: pages where people see, try and manage what the gateway does, by what {@code /manage} does. */
package dev.serai.console;
