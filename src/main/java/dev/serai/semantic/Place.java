package dev.serai.semantic;

/**
 * Where a prompt stands.
 *
 * @param tenant whose it is
 * @param owner who asks: of a tenant that several projects share, the project
 * @param group what all have in common that may get each other's answers: all but the words of the prompt, and their gist
 */
public record Place(String tenant, String owner, String group) {}
