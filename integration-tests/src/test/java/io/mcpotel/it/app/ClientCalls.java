// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.app;

import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.ClientCapabilities;
import io.modelcontextprotocol.spec.McpSchema.CompleteRequest;
import io.modelcontextprotocol.spec.McpSchema.CreateMessageRequest;
import io.modelcontextprotocol.spec.McpSchema.CreateMessageResult;
import io.modelcontextprotocol.spec.McpSchema.ElicitFormRequest;
import io.modelcontextprotocol.spec.McpSchema.ElicitResult;
import io.modelcontextprotocol.spec.McpSchema.GetPromptRequest;
import io.modelcontextprotocol.spec.McpSchema.Implementation;
import io.modelcontextprotocol.spec.McpSchema.Role;
import io.modelcontextprotocol.spec.McpSchema.Root;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Mono;

/** The commands that a test client understands, whichever API it is written with. */
interface ClientCalls {

  Implementation INFO = Requests.clientInfo("test-client");
  Root HOME = Root.builder("file:///home").name("home").build();
  ClientCapabilities CAPABILITIES =
      ClientCapabilities.builder().roots(true).sampling().elicitation().build();

  Mono<?> call(String command, List<Object> arguments);

  /** The maps are given to the SDK as they are, so that a change to them can be seen. */
  static CallToolRequest toolCall(List<Object> arguments) {
    CallToolRequest.Builder request = CallToolRequest.builder((String) arguments.get(0));
    if (arguments.size() > 1) {
      request.arguments(map(arguments.get(1)));
    }
    if (arguments.size() > 2) {
      request.meta(map(arguments.get(2)));
    }
    return request.build();
  }

  static GetPromptRequest prompt(List<Object> arguments) {
    return GetPromptRequest.builder((String) arguments.get(0))
        .arguments(Map.of("name", "PROMPT-VALUE"))
        .build();
  }

  static CompleteRequest completion(List<Object> arguments) {
    return CompleteRequest.builder(
            Catalog.COMPLETED,
            new CompleteRequest.CompleteArgument("name", (String) arguments.get(0)))
        .build();
  }

  static CreateMessageResult sampled(CreateMessageRequest request) {
    ClientMain.said("sampling", Surroundings.seen());
    return CreateMessageResult.builder(Role.ASSISTANT, "hello", "no-model").build();
  }

  static ElicitResult elicited(ElicitFormRequest request) {
    ClientMain.said("elicitation", Surroundings.seen());
    return ElicitResult.builder(ElicitResult.Action.ACCEPT).content(Map.of("name", "Ann")).build();
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> map(Object value) {
    return (Map<String, Object>) value;
  }
}
