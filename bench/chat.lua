-- A chat of about 2 KB for wrk, in the words of the path's API, and the figures of the run on one line for the script to read.

local turns = {}
for i = 1, 6 do
  local role = i % 2 == 1 and "user" or "assistant"
  local text = string.rep("The quick brown fox jumps over the lazy dog, and then it rests. ", 5)
  turns[i] = '{"role":"' .. role .. '","content":"' .. text .. '"}'
end
turns[7] = '{"role":"user","content":"What did the fox do?"}'

wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.headers["Authorization"] = "Bearer " .. os.getenv("BENCH_KEY")

local cache = os.getenv("BENCH_CACHE")
if cache and cache ~= "" then
  wrk.headers["x-serai-cache"] = cache
end

local words = {limit = "max_tokens", prompt = "messages"}
if wrk.path == "/v1/responses" then
  words = {limit = "max_output_tokens", prompt = "input"}
end
wrk.body = '{"model":"' .. os.getenv("BENCH_MODEL") .. '","' .. words.limit .. '":256,"temperature":0.7,"' .. words.prompt .. '":['
  .. table.concat(turns, ",") .. "]}"

-- each request another one, so that none is answered from memory
local unique = os.getenv("BENCH_UNIQUE")
if unique and unique ~= "" then
  local before, behind = wrk.body:match("^(.*What did the fox do)(.*)$")
  local run = os.time() .. tostring({}):match("0x%x+") -- an address: each of wrk's threads has another one
  local count = 0
  function request()
    count = count + 1
    return wrk.format(nil, nil, nil, before .. " on day " .. run .. "-" .. count .. behind)
  end
end

function done(summary, latency)
  local e = summary.errors
  io.write(string.format("RESULT %.1f %.0f %.0f %d\n",
    summary.requests / summary.duration * 1e6, latency:percentile(50), latency:percentile(99),
    e.status + e.connect + e.read + e.write + e.timeout))
end
