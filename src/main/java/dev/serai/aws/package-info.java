/** How AWS knows who asks: credentials from wherever its own SDKs look for them, and signatures made with them. */
package dev.serai.aws;
