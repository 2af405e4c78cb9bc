/** For those who operate the gateway: what it serves, how to change it, and who may. */
package dev.serai.admin;
