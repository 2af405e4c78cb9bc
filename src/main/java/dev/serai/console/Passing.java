package dev.serai.console;

/**
 * A page that a browser passes by itself.
 *
 * @param to where it goes on
 * @param says what that is, for who has to press it
 */
public record Passing(String to, String says) {}
