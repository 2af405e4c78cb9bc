/** What clients can name: aliases, models of providers, and who may use which. */
package dev.serai.models;
