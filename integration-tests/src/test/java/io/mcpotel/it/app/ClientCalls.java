// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.app;

import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.ClientCapabilities;
import io.modelcontextprotocol.spec.McpSchema.CompleteRequest;
import io.modelcontextprotocol.spec.McpSchema.CreateMessageRequest;
import io.modelcontextprotocol.spec.McpSchema.CreateMessageResult;
import io.modelcontextprotocol.spec.McpSchema.GetPromptRequest;
import io.modelcontextprotocol.spec.McpSchema.Implementation;
import io.modelcontextprotocol.spec.McpSchema.Root;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Mono;

/** The commands that a test client understands, whichever API it is written with. */
public interface ClientCalls {

  Implementation INFO = Requests.clientInfo("test-client");
  Root HOME = SdkJson.of(Map.of("uri", "file:///home", "name", "home"), Root.class);
  ClientCapabilities CAPABILITIES =
      SdkJson.of(
          Map.of(
              "roots", Map.of("listChanged", true), "sampling", Map.of(), "elicitation", Map.of()),
          ClientCapabilities.class);

  Mono<?> call(String command, List<Object> arguments);

  /** The maps are given to the SDK as they are, so that a change to them can be seen. */
  static CallToolRequest toolCall(List<Object> arguments) {
    Map<String, Object> request = new HashMap<>();
    request.put("name", arguments.get(0));
    request.put("arguments", arguments.size() > 1 ? arguments.get(1) : Map.of());
    request.put("meta", arguments.size() > 2 ? arguments.get(2) : null);
    return Sdk.record(CallToolRequest.class, request);
  }

  static GetPromptRequest prompt(List<Object> arguments) {
    return new GetPromptRequest((String) arguments.get(0), Map.of("name", "PROMPT-VALUE"));
  }

  static Object completion(List<Object> arguments) {
    return Sdk.make(
        "spec.McpSchema$CompleteRequest",
        SdkJson.of(Catalog.COMPLETED, Sdk.type("spec.McpSchema$PromptReference")),
        new CompleteRequest.CompleteArgument("name", (String) arguments.get(0)));
  }

  static CreateMessageResult sampled(CreateMessageRequest request) {
    ClientMain.said("sampling", OuterContext.seen());
    return SdkJson.of(
        Map.of(
            "role",
            "assistant",
            "content",
            Map.of("type", "text", "text", "hello"),
            "model",
            "no-model"),
        CreateMessageResult.class);
  }

  static Object elicited(Object request) {
    ClientMain.said("elicitation", OuterContext.seen());
    return SdkJson.of(
        Map.of("action", "accept", "content", Map.of("name", "Ann")),
        Sdk.type("spec.McpSchema$ElicitResult"));
  }

  /** Gives a client's builder this function, if its release knows what that is for. */
  static void ifKnown(Object spec, String method, Object function) {
    if (Sdk.has(spec, method)) {
      Sdk.call(spec, method, function);
    }
  }
}
