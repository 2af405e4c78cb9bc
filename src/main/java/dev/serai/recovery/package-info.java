/** An answer that broke off goes on at another target: what the client has, and what is left out of what comes next. */
package dev.serai.recovery;
