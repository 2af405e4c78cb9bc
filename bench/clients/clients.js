// What the official SDKs for Node say of a gateway: one line for each thing that they were asked to do.
//   node clients.js URL KEY CERTIFICATE PRIVATE_KEY
// The certificate is for 127.0.0.1, and one that Node trusts: sessions are asked for by wss alone.
import assert from "node:assert";
import { readFileSync } from "node:fs";
import { connect } from "node:net";
import { createServer } from "node:tls";
import Anthropic from "@anthropic-ai/sdk";
import { createAnthropic } from "@ai-sdk/anthropic";
import { createOpenAI } from "@ai-sdk/openai";
import { GoogleGenAI } from "@google/genai";
import { generateText, jsonSchema, streamText, tool } from "ai";
import OpenAI, { toFile } from "openai";
import { OpenAIRealtimeWebSocket } from "openai/realtime/websocket";
import { OpenAIRealtimeWS } from "openai/realtime/ws";
import { WebSocket } from "ws";

const [url, key, certificate, privateKey] = process.argv.slice(2);
const gpt = new OpenAI({ baseURL: `${url}/v1`, apiKey: key, maxRetries: 0 });
const claude = new Anthropic({ baseURL: url, apiKey: key, maxRetries: 0 });
const gemini = new GoogleGenAI({ apiKey: key, httpOptions: { baseUrl: url } });
const aiOpenai = createOpenAI({ baseURL: `${url}/v1`, apiKey: key });
const aiAnthropic = createAnthropic({ baseURL: `${url}/v1`, apiKey: key });

globalThis.AI_SDK_LOG_WARNINGS = false;

const model = "simulator/echo";
const hello = [{ role: "user", content: "Hello" }];
const weather = { type: "object", properties: { city: { type: "string" } }, required: ["city"] };

globalThis.WebSocket ??= WebSocket; // what browsers have

// The gateway behind TLS, as sessions of this SDK want it, whatever its base URL says.
function behindTls(apiKey = key) {
  const proxy = createServer({ cert: readFileSync(certificate), key: readFileSync(privateKey) }, (client) => {
    const gateway = connect(new URL(url).port, "127.0.0.1");
    client.pipe(gateway).pipe(client);
    client.on("error", () => gateway.destroy());
    gateway.on("error", () => client.destroy());
  });
  return new Promise((listening) => {
    proxy.listen(0, "127.0.0.1", () => {
      const baseURL = `https://127.0.0.1:${proxy.address().port}/v1`;
      listening(new OpenAI({ baseURL, apiKey, dangerouslyAllowBrowser: true }));
    });
  });
}

// What a session says to a greeting.
async function said(session) {
  let text = "";
  session.on("response.output_text.delta", ({ delta }) => (text += delta));
  session.socket.addEventListener("open", () => {
    const content = [{ type: "input_text", text: "Hello" }];
    session.send({ type: "conversation.item.create", item: { type: "message", role: "user", content } });
    session.send({ type: "response.create" });
  });
  try {
    return await new Promise((done, failed) => {
      session.on("error", failed);
      session.on("response.done", ({ response }) => (response.usage.total_tokens > 0 ? done(text) : failed(response)));
      session.socket.addEventListener("close", ({ code, reason }) => failed(new Error(`closed: ${code} ${reason}`)));
    });
  } finally {
    session.close();
  }
}

const things = {
  openai: {
    async chat() {
      const answer = await gpt.chat.completions.create({ model, messages: hello });
      assert.match(answer.choices[0].message.content, /Hello/);
    },
    async chatStream() {
      const stream = gpt.chat.completions.stream({ model, messages: hello });
      assert.match((await stream.finalChatCompletion()).choices[0].message.content, /Hello/);
    },
    async chatTools() {
      const tools = [{ type: "function", function: { name: "weather", parameters: weather } }];
      const answer = await gpt.chat.completions.create({ model, messages: hello, tools, tool_choice: "required" });
      JSON.parse(answer.choices[0].message.tool_calls[0].function.arguments);
    },
    async embeddings() {
      const answer = await gpt.embeddings.create({ model: "simulator/any", input: ["one", "two"] });
      assert.equal(answer.data.length, 2);
    },
    async responses() {
      const answer = await gpt.responses.create({ model, input: "Hello" });
      assert.match(answer.output_text, /Hello/);
      assert.equal((await gpt.responses.retrieve(answer.id)).id, answer.id);
    },
    async responsesStream() {
      const kinds = [];
      for await (const event of await gpt.responses.create({ model, input: "Hello", stream: true })) kinds.push(event.type);
      assert.equal(kinds.at(-1), "response.completed");
    },
    async images() {
      assert.ok((await gpt.images.generate({ model: "simulator/image", prompt: "a dot" })).data.length);
    },
    async videos() {
      const made = await gpt.videos.create({ model: "simulator/video", prompt: "a dot", seconds: "4" });
      let video = made;
      while (video.status !== "completed") video = await gpt.videos.retrieve(made.id);
      assert.ok((await (await gpt.videos.downloadContent(made.id)).arrayBuffer()).byteLength > 10);
      assert.equal((await gpt.videos.remix(made.id, { prompt: "bluer" })).remixed_from_video_id, made.id);
      assert.equal((await gpt.videos.edit({ video: { id: made.id }, prompt: "darker" })).seconds, "4");
      assert.equal((await gpt.videos.extend({ video: { id: made.id }, prompt: "on", seconds: "8" })).seconds, "12");
      const film = await toFile(Buffer.from("film"), "mo.mp4");
      const character = await gpt.videos.createCharacter({ name: "Mo", video: film });
      assert.equal((await gpt.videos.getCharacter(character.id)).name, "Mo");
      assert.ok((await gpt.videos.delete(made.id)).deleted);
    },
    async realtime() {
      assert.match(await said(new OpenAIRealtimeWS({ model }, await behindTls())), /Hello/);
    },
    async realtimeInBrowsers() {
      const { value } = await gpt.realtime.clientSecrets.create({ session: { type: "realtime", model } });
      assert.match(await said(new OpenAIRealtimeWebSocket({ model }, await behindTls(value))), /Hello/);
    },
    async audio() {
      const speech = await gpt.audio.speech.create({ model: "simulator/speech", voice: "alloy", input: "Hello" });
      const sound = Buffer.from(await speech.arrayBuffer());
      assert.ok(sound.length > 10);
      const file = await toFile(sound, "speech.wav");
      assert.ok((await gpt.audio.transcriptions.create({ model: "simulator/whisper", file })).text);
    },
    async moderations() {
      assert.ok((await gpt.moderations.create({ model: "simulator/moderation", input: "Hello" })).results.length);
    },
    async filesAndBatches() {
      const simulator = { headers: { "x-serai-provider": "simulator" } };
      const body = { model: "echo", messages: hello };
      const line = JSON.stringify({ custom_id: "1", method: "POST", url: "/v1/chat/completions", body });
      const file = await gpt.files.create({ file: await toFile(Buffer.from(line), "b.jsonl"), purpose: "batch" }, simulator);
      const asked = { input_file_id: file.id, endpoint: "/v1/chat/completions", completion_window: "24h" };
      const batch = await gpt.batches.retrieve((await gpt.batches.create(asked, simulator)).id);
      assert.equal(batch.status, "completed");
      assert.match(await (await gpt.files.content(batch.output_file_id)).text(), /total_tokens/);
    },
  },
  anthropic: {
    async messages() {
      const answer = await claude.messages.create({ model, max_tokens: 99, messages: hello });
      assert.match(answer.content[0].text, /Hello/);
    },
    async messagesStream() {
      const answer = await claude.messages.stream({ model, max_tokens: 99, messages: hello }).finalMessage();
      assert.match(answer.content[0].text, /Hello/);
    },
    async messagesTools() {
      const tools = [{ name: "weather", input_schema: weather }];
      const asked = { model, max_tokens: 99, messages: hello, tools, tool_choice: { type: "any" } };
      assert.equal((await claude.messages.create(asked)).stop_reason, "tool_use");
    },
    async countTokens() {
      assert.ok((await claude.messages.countTokens({ model, messages: hello })).input_tokens > 0);
    },
  },
  "@google/genai": {
    async generateContent() {
      assert.match((await gemini.models.generateContent({ model, contents: "Hello" })).text, /Hello/);
    },
    async generateContentStream() {
      let text = "";
      for await (const chunk of await gemini.models.generateContentStream({ model, contents: "Hello" })) text += chunk.text ?? "";
      assert.match(text, /Hello/);
    },
    async countTokens() {
      assert.ok((await gemini.models.countTokens({ model, contents: "Hello" })).totalTokens > 0);
    },
    async embedContent() {
      const answer = await gemini.models.embedContent({ model: "simulator/any", contents: "one" });
      assert.ok(answer.embeddings[0].values.length > 1);
    },
  },
  ai: {
    async chat() {
      assert.match((await generateText({ model: aiOpenai.chat(model), prompt: "Hello" })).text, /Hello/);
    },
    async responses() {
      assert.match((await generateText({ model: aiOpenai(model), prompt: "Hello" })).text, /Hello/);
    },
    async responsesStream() {
      assert.match(await streamText({ model: aiOpenai(model), prompt: "Hello", onError() {} }).text, /Hello/);
    },
    async messages() {
      assert.match((await generateText({ model: aiAnthropic(model), prompt: "Hello" })).text, /Hello/);
    },
    async tools() {
      const tools = { weather: tool({ description: "the weather", inputSchema: jsonSchema(weather) }) };
      const asked = { model: aiOpenai.chat(model), prompt: "Hello", tools, toolChoice: "required" };
      assert.equal((await generateText(asked)).toolCalls[0].toolName, "weather");
    },
  },
};

let failed = false;
for (const [sdk, asked] of Object.entries(things)) {
  for (const [name, ask] of Object.entries(asked)) {
    let outcome = "ok";
    try {
      await ask();
    } catch (e) {
      outcome = `FAILED: ${e.message}`;
      failed = true;
    }
    console.log(`node   ${sdk.padEnd(18)} ${name.padEnd(24)} ${outcome}`);
  }
}
process.exit(failed ? 1 : 0);
