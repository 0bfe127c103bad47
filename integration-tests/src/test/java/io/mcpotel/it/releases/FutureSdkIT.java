// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.releases;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.it.app.newest.ManyReleases;
import io.mcpotel.it.support.process.App;
import io.mcpotel.it.support.process.AppClassPath;
import io.mcpotel.it.support.process.AppProcess;
import io.mcpotel.it.support.process.Jdk;
import io.mcpotel.sample.receiver.OtlpReceiver;
import io.mcpotel.sample.receiver.SpanView;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Releases of the SDK to come, in which something is otherwise that the agent looks for: what the
 * application does comes out as without the agent, and the rest of the telemetry goes on.
 */
@Tag("matrix")
class FutureSdkIT {

  private static final Duration LONG = Duration.ofMinutes(8);
  private static final String SPEC = "io/modelcontextprotocol/spec/";

  /** What the agent's helpers read of the SDK's records. */
  private static final List<String> COMPONENTS =
      List.of(
          "McpSchema$JSONRPCRequest.method",
          "McpSchema$JSONRPCRequest.id",
          "McpSchema$JSONRPCRequest.params",
          "McpSchema$JSONRPCNotification.method",
          "McpSchema$JSONRPCNotification.params",
          "McpSchema$JSONRPCResponse.error",
          "McpSchema$JSONRPCResponse.result",
          "McpSchema$JSONRPCResponse$JSONRPCError.code",
          "McpSchema$JSONRPCResponse$JSONRPCError.message",
          "McpSchema$CallToolRequest.meta",
          "McpSchema$CallToolResult.isError",
          "McpSchema$InitializeRequest.clientInfo",
          "McpSchema$InitializeResult.serverInfo",
          "McpSchema$InitializeResult.protocolVersion",
          "McpSchema$Implementation.name",
          "McpStreamableServerSession$McpStreamableServerSessionInit.session",
          "McpStreamableServerSession$McpStreamableServerSessionInit.initResult");

  /** The ways that a call takes in {@code OneRelease}. */
  private static final List<String> WAYS =
      List.of("-session", "-stream", "-stateless", "-stateless-sync");

  @TempDir Path folder;
  private FutureSdk sdk;

  @BeforeEach
  void readSdk() {
    sdk = new FutureSdk(folder.resolve("releases"), ownClassPath());
  }

  @Test
  void hookedMethodIsElsewhere() throws IOException {
    Map<String, HookedMethod> releases = new LinkedHashMap<>();
    for (HookedMethod hooked : HookedMethod.all()) {
      // Any constructor is hooked; a class has one.
      if (!hooked.isConstructor()) {
        String release = "moved-" + releases.size();
        if (moved(release, hooked)) {
          releases.put(release, hooked);
        }
      }
    }
    assertTrue(releases.size() > 50, releases::toString);
    Run run = assertSameOutcomes();
    assertAllUsable(run, releases.keySet());

    assertAll(
        releases.values().stream()
            .filter(hooked -> !hooked.optional())
            .map(hooked -> () -> assertToldOnce(run, hooked.text())));
    // What may be in one class or in another is told where it is in neither.
    assertToldOnce(run, "McpStreamableServerSession.a lambda(McpSchema$JSONRPCRequest, Object)");
    assertToldOnce(run, "McpStreamableServerSession.a lambda(McpSchema$JSONRPCRequest, Throwable)");
    assertAll(
        releases.entrySet().stream()
            .map(release -> () -> assertOthersSeen(run, release.getKey(), release.getValue())));
  }

  @Test
  void hookedMethodTakesMore() throws IOException {
    Map<String, HookedMethod> releases = new LinkedHashMap<>();
    for (HookedMethod hooked : HookedMethod.all()) {
      String release = "extended-" + releases.size();
      if (!hooked.isConstructor()
          && !hooked.isLambda()
          && !sdk.isRecord(hooked.type())
          && sdk.extend(release, hooked)) {
        releases.put(release, hooked);
      }
    }
    assertTrue(releases.size() > 25, releases::toString);
    Run run = assertSameOutcomes();
    assertAllUsable(run, releases.keySet());

    assertAll(
        releases.entrySet().stream()
            .map(release -> () -> assertOthersSeen(run, release.getKey(), release.getValue())));
  }

  @Test
  void hookedClassIsGone() throws IOException {
    List<String> types = HookedMethod.all().stream().map(HookedMethod::type).distinct().toList();
    types.forEach(type -> sdk.without("without-" + types.indexOf(type), type));
    Run run = assertSameOutcomes();

    assertAll(
        types.stream()
            .map(type -> () -> assertToldAtMostOnce(run, "NoClassDefFoundError: " + type)));
    // Who lacks the sessions of one transport has those of the others.
    assertSeen(run, types, "McpServerSession", "-stream", "-stateless", "-stateless-sync");
    assertSeen(run, types, "McpClientSession", "-stream", "-stateless", "-stateless-sync");
    assertSeen(run, types, "McpStreamableServerSession", "-session", "-stateless");
    assertTrue(run.lines().size() <= types.size() + 1, () -> String.join("\n", run.lines()));
  }

  @Test
  void recordHasAnotherComponent() throws IOException {
    for (String component : COMPONENTS) {
      int dot = component.lastIndexOf('.');
      sdk.rename(
          "renamed-" + COMPONENTS.indexOf(component),
          SPEC + component.substring(0, dot),
          component.substring(dot + 1));
    }
    Run run = assertSameOutcomes();

    for (String component : COMPONENTS) {
      assertToldAtMostOnce(run, component + "()'");
      if (component.matches(".*(Info|Version|meta|name|isError)")) {
        WAYS.forEach(
            way -> {
              String tool = "renamed-" + COMPONENTS.indexOf(component) + way;
              assertSpan(run, "SERVER tools/call " + tool, component);
              assertSpan(run, "INTERNAL execute_tool " + tool, component);
            });
      }
    }
    assertTrue(run.lines().size() <= COMPONENTS.size() + 1, () -> String.join("\n", run.lines()));
  }

  private static void assertSeen(Run run, List<String> types, String missing, String... ways) {
    for (String way : ways) {
      String tool = "without-" + types.indexOf(SPEC + missing) + way;
      assertSpan(run, "SERVER tools/call " + tool, "without " + missing);
    }
  }

  private boolean moved(String release, HookedMethod hooked) {
    if (hooked.isLambda()) {
      return sdk.nameLambdas(release, hooked);
    }
    if (sdk.isRecord(hooked.type())) {
      sdk.rename(release, hooked.type(), hooked.name());
      return true;
    }
    return sdk.move(release, hooked);
  }

  /** What a JVM with the agent said, and what it exported. */
  private record Run(List<String> outcomes, List<String> lines, Set<String> spans) {}

  private Run assertSameOutcomes() throws IOException {
    Run without = run(null);
    try (OtlpReceiver receiver = OtlpReceiver.start()) {
      Run with = run(receiver);
      assertTrue(without.outcomes().size() > 10, without.outcomes()::toString);
      assertEquals(String.join("\n", without.outcomes()), String.join("\n", with.outcomes()));
      // Every request is answered, whether or not the agent can see it.
      assertEquals(
          List.of(), with.spans().stream().filter(span -> span.endsWith("no_response")).toList());
      return with;
    }
  }

  private Run run(OtlpReceiver receiver) throws IOException {
    Path main = Files.createDirectories(folder.resolve("main"));
    for (String name : List.of("ManyReleases.class", "ManyReleases$Release.class")) {
      String path = "io/mcpotel/it/app/newest/" + name;
      Path copy = main.resolve(path);
      Files.createDirectories(copy.getParent());
      Files.write(copy, ManyReleases.class.getResourceAsStream(name).readAllBytes());
    }
    List<String> shared = new ArrayList<>(AppClassPath.entries());
    shared.removeAll(ownClassPath());
    // It would log to stdout.
    shared.removeIf(entry -> entry.contains("logback"));
    App app = App.on(Jdk.oldest());
    if (receiver != null) {
      app.exportingTo(receiver).property("otel.bsp.max.queue.size", "100000");
    }
    try (AppProcess process =
        app.classPath(main.toString())
            .main(
                ManyReleases.class,
                folder.resolve("releases").toString(),
                String.join(File.pathSeparator, shared),
                String.join(File.pathSeparator, ownClassPath()))
            .start()) {
      assertEquals(0, process.awaitExit(LONG), () -> process.stderr().toString());
      Set<String> spans =
          receiver == null
              ? Set.of()
              : receiver.store().spans().stream()
                  .map(FutureSdkIT::text)
                  .collect(Collectors.toSet());
      return new Run(process.stdout().lines(), process.agentLines(), spans);
    }
  }

  /** A span that tells of an error is not the one that is wanted. */
  private static String text(SpanView span) {
    Object error = span.attributes().get("error.type");
    return span.kind() + " " + span.name() + (error == null ? "" : " " + error);
  }

  /** What was moved is found by the application. */
  private static void assertAllUsable(Run run, Set<String> releases) {
    for (String release : releases) {
      assertTrue(run.outcomes().contains(release + "|session"), () -> release + " is broken");
    }
  }

  private static void assertToldOnce(Run run, String hook) {
    long told = run.lines().stream().filter(line -> line.endsWith(": " + hook)).count();
    assertEquals(1, told, () -> hook + " in " + String.join("\n", run.lines()));
  }

  /** Only the way that a message takes through the changed class may be seen less well. */
  private static void assertOthersSeen(Run run, String release, HookedMethod changed) {
    for (String way : WAYS) {
      if (!leadsThrough(way, changed.type())) {
        assertSpan(run, "SERVER tools/call " + release + way, changed);
        assertSpan(run, "INTERNAL execute_tool " + release + way, changed);
      }
    }
    if (!changed.type().endsWith("/McpClientSession")) {
      assertSpan(run, "CLIENT tools/call " + release + "-session", changed);
    }
  }

  private static boolean leadsThrough(String way, String type) {
    return type.matches(
        switch (way) {
          case "-session" -> ".*/Mcp(ServerSession|ClientSession|Schema.*|ServerFeatures.*)";
          case "-stream" -> ".*/(Default)?Mcp(Streamable.*|Schema.*|ServerFeatures.*)";
          default -> ".*/(DefaultMcpStateless.*|McpStatelessServerFeatures.*)";
        });
  }

  private static void assertToldAtMostOnce(Run run, String what) {
    long told = run.lines().stream().filter(line -> line.endsWith(what)).count();
    assertTrue(told <= 1, () -> what + " in " + String.join("\n", run.lines()));
  }

  private static void assertSpan(Run run, String span, Object changed) {
    assertTrue(run.spans().contains(span), () -> "no " + span + " where it is without " + changed);
  }

  /** What each release has in a loader of its own: the SDK, and the applications that use it. */
  private static List<String> ownClassPath() {
    return Stream.concat(
            AppClassPath.entries().stream().filter(entry -> new File(entry).isDirectory()),
            Stream.of(AppClassPath.jar("mcp-core-"), AppClassPath.jar("mcp-json-jackson3-")))
        .toList();
  }
}
