/** What the jar does from a shell besides serving: {@code java -jar serai.jar check routes}. */
package dev.serai.cli;
