// A provider of OpenAI's chats that has a coding agent read note.txt, and then says what was in it.
//   node codex-upstream.js PORT
import { createServer } from "node:http";

function answer(request) {
  const last = request.messages.at(-1);
  if (last.role === "tool") return { content: `note.txt says: ${last.content}` };
  const tool = (request.tools ?? []).find(({ function: { name } }) => /^(exec_command|shell_command|shell)$/.test(name));
  if (!tool) return { content: "Hello" };
  const command = tool.function.parameters.properties.cmd ? { cmd: "cat note.txt" } : { command: "cat note.txt" };
  const call = { name: tool.function.name, arguments: JSON.stringify(command) };
  return { content: null, tool_calls: [{ index: 0, id: "call_note", type: "function", function: call }] };
}

function chunk(delta, finish_reason, usage) {
  const choices = usage ? [] : [{ index: 0, delta, finish_reason }];
  return `data: ${JSON.stringify({ id: "c", object: "chat.completion.chunk", created: 1, model: "m", choices, usage })}\n\n`;
}

function whole(message, finish_reason) {
  const choices = [{ index: 0, message: { role: "assistant", ...message }, finish_reason }];
  return JSON.stringify({ id: "c", object: "chat.completion", created: 1, model: "m", choices });
}

createServer(async (request, response) => {
  const parts = [];
  for await (const part of request) parts.push(part);
  if (request.method !== "POST") return response.end('{"object":"list","data":[]}');
  const asked = JSON.parse(Buffer.concat(parts));
  const message = answer(asked);
  const finish = message.tool_calls ? "tool_calls" : "stop";
  response.setHeader("content-type", asked.stream ? "text/event-stream" : "application/json");
  if (!asked.stream) return response.end(whole(message, finish));
  const usage = { prompt_tokens: 9, completion_tokens: 5, total_tokens: 14 };
  response.end(chunk({ role: "assistant", ...message }, null) + chunk({}, finish) + chunk(null, null, usage) + "data: [DONE]\n\n");
}).listen(Number(process.argv[2]), "127.0.0.1");
