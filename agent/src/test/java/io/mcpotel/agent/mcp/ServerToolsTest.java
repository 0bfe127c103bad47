// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.agent.catalog.Catalogs;
import io.mcpotel.agent.core.Application;
import io.mcpotel.agent.core.LogContext;
import io.mcpotel.agent.core.Registered;
import io.mcpotel.agent.core.Session;
import io.mcpotel.agent.core.Target;
import io.mcpotel.agent.core.Telemetry;
import io.mcpotel.agent.core.Wire;
import io.mcpotel.agent.core.event.CatalogEvent;
import io.mcpotel.agent.core.settings.Configuration;
import io.mcpotel.agent.core.settings.Settings;
import io.modelcontextprotocol.server.McpAsyncServer;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpServerFeatures.AsyncPromptSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.AsyncResourceSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.AsyncToolSpecification;
import io.modelcontextprotocol.spec.McpSchema.Prompt;
import io.modelcontextprotocol.spec.McpSchema.Resource;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import io.modelcontextprotocol.spec.McpServerSession;
import io.modelcontextprotocol.spec.McpServerTransportProvider;
import java.lang.ref.Reference;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class ServerToolsTest {

  private static final Session CLIENT_OF_IT = Session.server("s", Wire.HTTP, true);

  private final List<String> told = new CopyOnWriteArrayList<>();
  private final Application application =
      new Application(Settings.from(Configuration.of("")), LogContext.NONE);
  private final Catalogs catalogs = new Catalogs(null, Thread::new);
  private final ServerTools tools = new ServerTools(application, catalogs);
  private final McpAsyncServer server = server();

  /** A server without a client on the wire. */
  private static final class NoTransport implements McpServerTransportProvider {
    @Override
    public void setSessionFactory(McpServerSession.Factory factory) {}

    @Override
    public Mono<Void> notifyClients(String method, Object params) {
      return Mono.empty();
    }

    @Override
    public Mono<Void> closeGracefully() {
      return Mono.empty();
    }
  }

  private static McpAsyncServer server() {
    return McpServer.async(new NoTransport())
        .serverInfo("server", "1")
        .capabilities(
            ServerCapabilities.builder().tools(true).resources(false, true).prompts(true).build())
        .tools(tool("built-in", "d"))
        .resources(
            new AsyncResourceSpecification(
                Resource.builder("test://a", "a").build(), (exchange, request) -> Mono.empty()))
        .build();
  }

  private static AsyncToolSpecification tool(String name, String description) {
    return AsyncToolSpecification.builder()
        .tool(Tool.builder(name, Map.of("type", "object")).description(description).build())
        .callHandler((exchange, call) -> Mono.empty())
        .build();
  }

  @BeforeEach
  void listen() {
    application.switchTo(
        (Telemetry)
            Proxy.newProxyInstance(
                Telemetry.class.getClassLoader(),
                new Class<?>[] {Telemetry.class},
                (proxy, method, arguments) -> {
                  if (arguments[0] instanceof CatalogEvent event) {
                    told.add(event.tool() + " " + event.change());
                  }
                  return null;
                }));
    tools.created(server);
  }

  /** Does what the woven method would. */
  private void add(String name, String description) {
    ((Mono<?>) tools.changing(server, server.addTool(tool(name, description)))).block();
  }

  private void remove(String name) {
    ((Mono<?>) tools.changing(server, server.removeTool(name))).block();
  }

  private List<String> told() throws InterruptedException {
    catalogs.end(TimeUnit.SECONDS.toNanos(60));
    return told;
  }

  @Test
  void whatIsRegisteredBeforeTheFirstClientIsNoChange() throws InterruptedException {
    add("early", "d");
    tools.answered(CLIENT_OF_IT);
    add("late", "d");
    remove("built-in");

    assertEquals(List.of("late added", "built-in removed"), told());
  }

  @Test
  void toolThatIsReplacedIsTold() throws InterruptedException {
    tools.answered(CLIENT_OF_IT);
    add("built-in", "poisoned");
    remove("built-in");
    add("built-in", "poisoned again");

    assertEquals(
        List.of(
            "built-in description", "built-in removed", "built-in added", "built-in description"),
        told());
  }

  @Test
  void changeThatNobodyAskedForIsNone() throws InterruptedException {
    tools.answered(CLIENT_OF_IT);
    tools.changing(server, server.addTool(tool("never", "d")));
    remove("unknown");

    assertEquals(List.of(), told());
  }

  @Test
  void serverThatTheAgentFindsRunningMayHaveClients() throws InterruptedException {
    McpAsyncServer running = server();
    Mono<?> change = (Mono<?>) tools.changing(running, running.removeTool("built-in"));
    change.block();

    assertEquals(List.of("built-in removed"), told());
  }

  @Test
  void clientThatAnswersIsNoClientOfAServer() throws InterruptedException {
    tools.answered(Session.client(Wire.HTTP, true));
    add("early", "d");

    assertEquals(List.of(), told());
  }

  @Test
  void registeredAreThoseOfAllOpenServers() {
    assertEquals(new Registered(1, 0, 1), application.registered());
    McpAsyncServer second = server();
    tools.created(second);
    add("late", "d");
    assertEquals(new Registered(3, 0, 2), application.registered());

    ((Mono<?>) tools.closing(second, second.closeGracefully())).block();
    assertEquals(new Registered(2, 0, 1), application.registered());
    tools.closed(server);
    assertNull(application.registered());
  }

  @Test
  void nameIsKnownWhileAnOpenServerHasIt() {
    Target builtIn = new Target(Target.Kind.TOOL, "built-in");
    Target late = new Target(Target.Kind.TOOL, "late");
    Target greeting = new Target(Target.Kind.PROMPT, "greeting");
    assertTrue(tools.has(builtIn));
    assertFalse(tools.has(late));
    assertFalse(tools.has(greeting));

    add("late", "d");
    server
        .addPrompt(
            new AsyncPromptSpecification(
                Prompt.builder("greeting").build(), (exchange, request) -> Mono.empty()))
        .block();
    assertTrue(tools.has(late));
    assertTrue(tools.has(greeting));

    tools.closed(server);
    assertFalse(tools.has(builtIn));
  }

  @Test
  void whatCannotBeReadIsUnknown() {
    Odd odd = new Odd(List.of("tool"));
    tools.created(odd);

    assertEquals(
        new Registered(2, Registered.UNKNOWN, Registered.UNKNOWN), application.registered());
    Reference.reachabilityFence(odd);
  }

  /** A server of a release that keeps its prompts and resources elsewhere. */
  private record Odd(List<Object> tools) {}
}
