/** What providers know the gateway by where that is more than a key: signatures, and tokens that are renewed ahead. */
package dev.serai.credentials;
