/** Who logs in to the console by OpenID Connect. */
package dev.serai.login;
