/** What every HTTP answer has in common, whoever gives it: request id, security headers, CORS, error bodies. */
package dev.serai.http;
