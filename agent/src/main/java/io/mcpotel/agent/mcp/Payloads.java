// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.mcp;

import io.mcpotel.agent.core.AgentLog;
import io.mcpotel.agent.core.Bounds;
import io.mcpotel.agent.core.Methods;
import io.mcpotel.agent.core.Operation;
import io.mcpotel.agent.core.Target;
import io.mcpotel.agent.core.Utf8;
import io.mcpotel.agent.core.settings.Capture;
import io.mcpotel.agent.redact.CapturePolicy;
import io.mcpotel.agent.redact.JsonWriter;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The arguments and results of tools and prompts, as far as the user lets them out. */
public final class Payloads {

  private static final String ARGUMENTS = "gen_ai.tool.call.arguments";
  private static final String VARIABLE = "gen_ai.prompt.variable.";
  private static final String SDK = "io.modelcontextprotocol.";

  /** More than this a prompt does not take, unless somebody makes them up. */
  private static final int MOST_VARIABLES = 32;

  private static final int DEEPEST = 64;

  /** What tokenizers come to for English and code; a character of three bytes is about one. */
  private static final int BYTES_PER_TOKEN = 4;

  private final CapturePolicy policy;

  public Payloads(CapturePolicy policy) {
    this.policy = policy;
  }

  /** What may be exported of the arguments of a tool or prompt, by attribute name. */
  public Map<String, String> arguments(String method, Target target, Object params) {
    boolean tool = target.kind() == Target.Kind.TOOL;
    if (!tool && target.kind() != Target.Kind.PROMPT
        || !policy.lets(Capture.Part.ARGUMENTS, method, target)) {
      return Map.of();
    }
    try {
      Object arguments = Records.get(params, "arguments");
      if (arguments == null) {
        return Map.of();
      }
      return tool ? Map.of(ARGUMENTS, json(arguments)) : variables(arguments);
    } catch (RuntimeException e) {
      AgentLog.report("reading arguments", e);
      return Map.of();
    }
  }

  /** Notes what may be exported of the result of a tool. */
  public void resulted(Operation operation, Object result) {
    if (result == null
        || !Methods.TOOLS_CALL.equals(operation.method())
        || !operation.lets(Capture.Part.RESULTS)) {
      return;
    }
    try {
      operation.answer().setResult(json(result));
    } catch (RuntimeException e) {
      AgentLog.report("reading a result", e);
    }
  }

  /** Notes about how much of a model's context the texts of a tool's result take. */
  void estimate(Operation operation, Object result) {
    if (operation.kind() != Operation.Kind.SERVER
        || !(result instanceof McpSchema.CallToolResult)
        || !operation.measuresDetails()) {
      return;
    }
    try {
      if (Records.get(result, "content") instanceof Iterable<?> contents) {
        long bytes = 0;
        for (Object content : contents) {
          bytes += textOf(content);
        }
        operation.sizes().setResultTokens((bytes + BYTES_PER_TOKEN - 1) / BYTES_PER_TOKEN);
      }
    } catch (RuntimeException e) {
      AgentLog.report("estimating a result", e);
    }
  }

  /** The bytes of a content's text; a picture costs what only the model's maker knows. */
  private static long textOf(Object content) {
    Object text = Records.get(content, "text");
    if (text == null) {
      text = Records.get(Records.get(content, "resource"), "text");
    }
    return text instanceof String words ? Utf8.length(words) : 0;
  }

  private Map<String, String> variables(Object arguments) {
    Map<String, String> variables = new LinkedHashMap<>();
    if (arguments instanceof Map<?, ?> map) {
      for (Map.Entry<?, ?> argument : map.entrySet()) {
        if (variables.size() == MOST_VARIABLES) {
          break;
        }
        if (argument.getValue() != null) {
          String name = String.valueOf(argument.getKey());
          variables.put(
              VARIABLE + policy.name(name),
              variable(Bounds.cut(name, Bounds.NAME), argument.getValue()));
        }
      }
    }
    return variables;
  }

  /** The specification has texts only; whatever else comes is not made a text as a whole. */
  private String variable(String name, Object value) {
    return policy.member(name, value instanceof String text ? text : json(value));
  }

  private String json(Object tree) {
    return policy.json(writer -> write(tree, writer, 0));
  }

  private static void write(Object value, JsonWriter to, int depth) {
    if (value == null) {
      to.nullValue();
    } else if (value instanceof CharSequence || value instanceof Character) {
      to.value(value.toString());
    } else if (value instanceof Number number) {
      to.value(number);
    } else if (value instanceof Boolean flag) {
      to.value(flag.booleanValue());
    } else if (value instanceof Enum<?> constant) {
      to.value(isOfSdk(value) ? constant.name().toLowerCase(Locale.ROOT) : constant.name());
    } else if (value instanceof byte[] bytes) {
      to.binary(null, bytes.length);
    } else if (depth == DEEPEST) {
      to.value("…");
    } else if (value instanceof Map<?, ?> map) {
      to.beginObject();
      map.forEach((name, item) -> writeMember(map, String.valueOf(name), item, to, depth));
      to.endObject();
    } else if (value instanceof Iterable<?> items) {
      to.beginArray();
      items.forEach(item -> write(item, to, depth + 1));
      to.endArray();
    } else if (value instanceof Object[] items) {
      write(Arrays.asList(items), to, depth);
    } else if (isOfSdk(value)) {
      writeMessage(value, to, depth);
    } else {
      // Only the application's mapper knows what goes over the wire of its own classes.
      to.value("[" + value.getClass().getName() + "]");
    }
  }

  private static void writeMember(
      Map<?, ?> map, String name, Object item, JsonWriter to, int depth) {
    to.name(name);
    if (item instanceof String base64
        && map.get("mimeType") instanceof String type
        && (name.equals("blob") || name.equals("data") && map.containsKey("type"))) {
      to.binary(type, decodedLength(base64));
    } else {
      write(item, to, depth + 1);
    }
  }

  /** What the SDK writes of its own objects. */
  private static void writeMessage(Object message, JsonWriter to, int depth) {
    to.beginObject();
    if (message instanceof McpSchema.Content content) {
      to.name("type");
      to.value(content.type());
    }
    Object mimeType = Records.get(message, "mimeType");
    for (String name : Records.names(message)) {
      Object value = Records.get(message, name);
      to.name(name.equals("meta") ? "_meta" : name);
      if (isBinary(message, name) && value instanceof String base64) {
        to.binary(mimeType instanceof String type ? type : null, decodedLength(base64));
      } else {
        write(value, to, depth + 1);
      }
    }
    to.endObject();
  }

  private static boolean isBinary(Object message, String name) {
    return name.equals("blob") || name.equals("data") && message instanceof McpSchema.Content;
  }

  private static long decodedLength(String base64) {
    int end = base64.length();
    while (end > 0 && base64.charAt(end - 1) == '=') {
      end--;
    }
    return end * 3L / 4;
  }

  private static boolean isOfSdk(Object value) {
    return value.getClass().getName().startsWith(SDK);
  }
}
