/**
 * The control context: the Camel context of Spring Boot's starter, beside the generations. What runs as long as the process
 * belongs here: background routes, and pages that no generation serves.
 */
package dev.serai.control;
