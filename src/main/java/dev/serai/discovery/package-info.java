/** What is asked of providers without a request: which models they have, and whether they are well. */
package dev.serai.discovery;
