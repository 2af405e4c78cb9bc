/** Caches and data sources that route files name: made once, of what application.yaml says, for all generations. */
package dev.serai.resources;
