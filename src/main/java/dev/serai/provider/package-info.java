/** What a provider's file says: where it is, how it is spoken to, and the rules of its models. */
package dev.serai.provider;
