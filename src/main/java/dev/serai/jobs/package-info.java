/** Requests that are answered later: promised, kept in the database, done by one replica, asked for by who sent them. */
package dev.serai.jobs;
