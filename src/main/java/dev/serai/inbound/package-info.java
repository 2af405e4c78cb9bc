/** What clients speak instead of OpenAI's API: their requests become chats, and answers theirs. */
package dev.serai.inbound;
