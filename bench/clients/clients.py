"""What the official SDKs for Python say of a gateway: one line for each thing that they were asked to do.

    clients.py URL KEY
"""

import io
import json
import struct
import sys
import warnings
import zlib

import anthropic
import openai
from google import genai
from google.genai import types
from openai.types import Video

warnings.simplefilter("ignore", DeprecationWarning)  # videos go on elsewhere

url, key = sys.argv[1:]
gpt = openai.OpenAI(base_url=url + "/v1", api_key=key, max_retries=0)
claude = anthropic.Anthropic(base_url=url, api_key=key, max_retries=0)
gemini = genai.Client(api_key=key, http_options=types.HttpOptions(base_url=url))

MODEL = "simulator/echo"
HELLO = [{"role": "user", "content": "Hello"}]
WEATHER = {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}
TOOL = {"type": "function", "function": {"name": "weather", "description": "the weather", "parameters": WEATHER}}
CLAUDE_TOOL = {"name": "weather", "description": "the weather", "input_schema": WEATHER}
RESPONSES_TOOL = {"type": "function", "name": "weather", "description": "the weather", "parameters": WEATHER, "strict": False}

tried = []


def sdk(name):
    """Has what is asked of an SDK be tried, and its outcome told."""

    def of(ask):
        try:
            ask()
            outcome = "ok"
        except Exception as e:  # whatever an SDK has against an answer
            outcome = f"FAILED: {type(e).__name__}: {e}"
        tried.append(outcome)
        print(f"python {name:18} {ask.__name__:24} {outcome}", flush=True)

    return of


def png():
    """A red dot."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0\xff\0\0")) + chunk(b"IEND", b"")


def wav():
    """A tenth of a second of silence."""
    silence = b"\0" * 1600
    form = struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, 1, 8000, 16000, 2, 16)
    return b"RIFF" + struct.pack("<I", 36 + len(silence)) + b"WAVE" + form + struct.pack("<4sI", b"data", len(silence)) + silence


@sdk("openai")
def chat():
    answer = gpt.chat.completions.create(model=MODEL, messages=HELLO)
    assert "Hello" in answer.choices[0].message.content
    assert answer.usage.total_tokens > 0


@sdk("openai")
def chat_stream():
    chunks = list(
        gpt.chat.completions.create(model=MODEL, messages=HELLO, stream=True, stream_options={"include_usage": True})
    )
    assert "Hello" in "".join(c.choices[0].delta.content or "" for c in chunks if c.choices)
    assert chunks[-1].usage.total_tokens > 0


@sdk("openai")
def chat_tools():
    asked = gpt.chat.completions.create(model=MODEL, messages=HELLO, tools=[TOOL], tool_choice="required")
    call = asked.choices[0].message.tool_calls[0]
    json.loads(call.function.arguments)
    result = {"role": "tool", "tool_call_id": call.id, "content": "sunny"}
    answer = gpt.chat.completions.create(model=MODEL, messages=HELLO + [asked.choices[0].message, result], tools=[TOOL])
    assert answer.choices[0].message


@sdk("openai")
def chat_parsed():
    form = {"type": "json_schema", "json_schema": {"name": "weather", "schema": WEATHER}}
    answer = gpt.chat.completions.create(model=MODEL, messages=HELLO, response_format=form)
    assert "city" in json.loads(answer.choices[0].message.content)


@sdk("openai")
def chat_error():
    try:
        gpt.chat.completions.create(model="simulator/429", messages=HELLO)
    except openai.RateLimitError as e:
        assert e.code == "rate_limit_exceeded"
    else:
        raise AssertionError("no error")


@sdk("openai")
def embeddings():
    answer = gpt.embeddings.create(model="simulator/any", input=["one", "two"])
    assert len(answer.data) == 2 and len(answer.data[0].embedding) > 1


@sdk("openai")
def models():
    assert any(model.id for model in gpt.models.list())


@sdk("openai")
def responses():
    answer = gpt.responses.create(model=MODEL, input="Hello")
    assert "Hello" in answer.output_text and answer.usage.total_tokens > 0
    again = gpt.responses.create(model=MODEL, input="And?", previous_response_id=answer.id)
    assert again.previous_response_id == answer.id
    assert gpt.responses.retrieve(answer.id).output_text == answer.output_text
    assert gpt.responses.input_items.list(answer.id).data
    gpt.responses.delete(answer.id)
    try:
        gpt.responses.retrieve(answer.id)
    except openai.NotFoundError:
        return
    raise AssertionError("it is there after it was deleted")


@sdk("openai")
def responses_stream():
    with gpt.responses.stream(model=MODEL, input="Hello") as stream:
        kinds = [event.type for event in stream]
        final = stream.get_final_response()
    assert kinds[0] == "response.created" and kinds[-1] == "response.completed"
    assert "Hello" in final.output_text


@sdk("openai")
def responses_tools():
    asked = gpt.responses.create(model=MODEL, input=HELLO, tools=[RESPONSES_TOOL], tool_choice="required")
    call = next(item for item in asked.output if item.type == "function_call")
    result = {"type": "function_call_output", "call_id": call.call_id, "output": "sunny"}
    assert gpt.responses.create(model=MODEL, input=HELLO + [call, result], tools=[RESPONSES_TOOL]).output


@sdk("openai")
def images():
    assert gpt.images.generate(model="simulator/image", prompt="a dot").data
    dot = io.BytesIO(png())
    dot.name = "dot.png"
    assert gpt.images.edit(model="simulator/image", prompt="bluer", image=dot).data


@sdk("openai")
def videos():
    made = gpt.videos.create(model="simulator/video", prompt="a dot", seconds="4")
    while gpt.videos.retrieve(made.id).status != "completed":
        pass
    assert len(gpt.videos.download_content(made.id).read()) > 10
    assert gpt.videos.remix(made.id, prompt="bluer").remixed_from_video_id == made.id
    one = {"video": {"id": made.id}, "prompt": "darker"}  # which gpt.videos.edit cannot say: it wants files alone
    assert gpt.post("/videos/edits", cast_to=Video, body=one).seconds == "4"
    assert gpt.post("/videos/extensions", cast_to=Video, body={**one, "seconds": "8"}).seconds == "12"
    film = io.BytesIO(b"film")
    film.name = "mo.mp4"
    character = gpt.videos.create_character(name="Mo", video=film)
    assert gpt.videos.get_character(character.id).name == "Mo"
    assert gpt.videos.delete(made.id).deleted


def greet(client):
    hello = {"type": "message", "role": "user", "content": [{"type": "input_text", "text": "Hello"}]}
    with client.realtime.connect(model=MODEL) as session:
        session.conversation.item.create(item=hello)
        session.response.create()
        said = ""
        for event in session:
            assert event.type != "error", event
            said += event.delta if event.type == "response.output_text.delta" else ""
            if event.type == "response.done":
                assert event.response.usage.total_tokens > 0
                break
    assert "Hello" in said, said


@sdk("openai")
def realtime():
    greet(gpt)


@sdk("openai")
def realtime_client_secrets():
    made = gpt.realtime.client_secrets.create(session={"type": "realtime", "model": MODEL, "instructions": "Be terse"})
    greet(openai.OpenAI(base_url=url + "/v1", api_key=made.value))


@sdk("openai")
def audio():
    speech = gpt.audio.speech.create(model="simulator/speech", voice="alloy", input="Hello").read()
    assert len(speech) > 10
    sound = io.BytesIO(wav())
    sound.name = "silence.wav"
    assert gpt.audio.transcriptions.create(model="simulator/whisper", file=sound).text


@sdk("openai")
def moderations():
    assert gpt.moderations.create(model="simulator/moderation", input="Hello").results


@sdk("openai")
def files_and_batches():
    line = {"custom_id": "1", "method": "POST", "url": "/v1/chat/completions", "body": {"model": "echo", "messages": HELLO}}
    lines = io.BytesIO(json.dumps(line).encode())
    lines.name = "batch.jsonl"
    simulator = {"x-serai-provider": "simulator"}
    file = gpt.files.create(file=lines, purpose="batch", extra_headers=simulator)
    assert any(one.id == file.id for one in gpt.files.list(extra_headers=simulator))
    batch = gpt.batches.create(
        input_file_id=file.id, endpoint="/v1/chat/completions", completion_window="24h", extra_headers=simulator
    )
    batch = gpt.batches.retrieve(batch.id)
    assert batch.status == "completed", batch.status
    output = json.loads(gpt.files.content(batch.output_file_id).text.splitlines()[0])
    assert output["response"]["body"]["usage"]["total_tokens"] > 0
    assert gpt.files.delete(file.id).deleted


@sdk("anthropic")
def messages():
    answer = claude.messages.create(model=MODEL, max_tokens=99, messages=HELLO)
    assert "Hello" in answer.content[0].text and answer.usage.output_tokens > 0


@sdk("anthropic")
def messages_stream():
    with claude.messages.stream(model=MODEL, max_tokens=99, messages=HELLO) as stream:
        assert "Hello" in "".join(stream.text_stream)
        assert stream.get_final_message().usage.output_tokens > 0


@sdk("anthropic")
def messages_tools():
    asked = claude.messages.create(
        model=MODEL, max_tokens=99, messages=HELLO, tools=[CLAUDE_TOOL], tool_choice={"type": "any"}
    )
    assert asked.stop_reason == "tool_use"
    call = next(block for block in asked.content if block.type == "tool_use")
    result = {"type": "tool_result", "tool_use_id": call.id, "content": "sunny"}
    turns = HELLO + [{"role": "assistant", "content": asked.content}, {"role": "user", "content": [result]}]
    assert claude.messages.create(model=MODEL, max_tokens=99, messages=turns, tools=[CLAUDE_TOOL]).content


@sdk("anthropic")
def count_tokens():
    assert claude.messages.count_tokens(model=MODEL, messages=HELLO).input_tokens > 0


@sdk("anthropic")
def claude_models():
    assert any(model.id for model in claude.models.list())


@sdk("anthropic")
def claude_error():
    try:
        claude.messages.create(model="simulator/429", max_tokens=9, messages=HELLO)
    except anthropic.RateLimitError:
        return
    raise AssertionError("no error")


@sdk("google-genai")
def generate_content():
    answer = gemini.models.generate_content(model=MODEL, contents="Hello")
    assert "Hello" in answer.text and answer.usage_metadata.total_token_count > 0


@sdk("google-genai")
def generate_content_stream():
    chunks = list(gemini.models.generate_content_stream(model=MODEL, contents="Hello"))
    assert "Hello" in "".join(chunk.text or "" for chunk in chunks)


@sdk("google-genai")
def generate_content_tools():
    tool = types.Tool(
        function_declarations=[types.FunctionDeclaration(name="weather", parameters_json_schema=WEATHER)]
    )
    forced = types.ToolConfig(function_calling_config=types.FunctionCallingConfig(mode="ANY"))
    config = types.GenerateContentConfig(
        tools=[tool], tool_config=forced, automatic_function_calling=types.AutomaticFunctionCallingConfig(disable=True)
    )
    assert gemini.models.generate_content(model=MODEL, contents="Hello", config=config).function_calls


@sdk("google-genai")
def gemini_count_tokens():
    assert gemini.models.count_tokens(model=MODEL, contents="Hello").total_tokens > 0


@sdk("google-genai")
def embed_content():
    assert len(gemini.models.embed_content(model="simulator/any", contents="one").embeddings[0].values) > 1


sys.exit(any(outcome != "ok" for outcome in tried))
