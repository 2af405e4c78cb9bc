/** The database: H2 in a file, or PostgreSQL. */
package dev.serai.store;
