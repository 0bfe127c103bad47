// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.safety;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.it.support.peer.Call;
import io.mcpotel.it.support.peer.RawHttp;
import io.mcpotel.it.support.peer.RawPeer;
import io.mcpotel.it.support.process.App;
import io.mcpotel.it.support.process.AppClassPath;
import io.mcpotel.it.support.process.AppProcess;
import io.mcpotel.it.support.process.AppSources;
import io.mcpotel.it.support.process.Jdk;
import io.mcpotel.it.support.process.Libraries;
import io.mcpotel.it.support.receiver.Collector;
import io.mcpotel.sample.receiver.OtlpReceiver;
import io.mcpotel.sample.receiver.SpanView;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Web applications that bring the SDK with them, each in its own class loader. */
@Tag("matrix")
class WebApplicationsIT {

  private static final Duration LONG = Duration.ofMinutes(1);
  private static final int CALLS = 20;

  @TempDir Path folder;

  @Test
  void sdkInAWebApplication() {
    try (OtlpReceiver receiver = OtlpReceiver.start();
        AppProcess tomcat = start(receiver, war("new", newSdk()))) {
      RawPeer peer = connect(tomcat, "new");
      Call call = peer.callTool("whoami");

      assertEquals("new", call.text());
      assertSeen(Collector.of(receiver), "new", call);
      assertEquals(1, tomcat.agentLines().size(), () -> tomcat.stderr().toString());
      assertTrue(tomcat.agentLines().get(0).contains("MCP SDK 2.1.0"));
    }
  }

  @Test
  void twoReleasesOfTheSdkInOneJvm() {
    try (OtlpReceiver receiver = OtlpReceiver.start();
        AppProcess tomcat = start(receiver, war("new", newSdk()), war("old", oldSdk()))) {
      RawPeer newPeer = connect(tomcat, "new");
      RawPeer oldPeer = connect(tomcat, "old");
      Collector collector = Collector.of(receiver);
      for (int i = 0; i < CALLS; i++) {
        Call ofNew = startCall(newPeer);
        Call ofOld = startCall(oldPeer);
        assertSeen(collector, "new", newPeer.await(ofNew));
        assertSeen(collector, "old", oldPeer.await(ofOld));
      }

      tomcat.send("undeploy /old");
      int answer = tomcat.stdout().await(0, line -> line.matches("COLLECTED|KEPT"), LONG);
      assertEquals("COLLECTED", tomcat.stdout().line(answer), () -> tomcat.stderr().toString());

      assertSeen(collector, "new", newPeer.callTool("whoami"));
      assertSeen(collector, "new", connect(tomcat, "new").callTool("whoami"));
      List<String> greetings = tomcat.agentLines();
      assertEquals(2, greetings.size(), () -> tomcat.stderr().toString());
      assertTrue(greetings.toString().contains("MCP SDK 2.1.0"), greetings::toString);
      assertTrue(greetings.toString().contains("MCP SDK 0.18.4"), greetings::toString);
    }
  }

  private static Call startCall(RawPeer peer) {
    return peer.start("tools/call", Map.of("name", "whoami"));
  }

  /** The server's span and its function's are those of this application. */
  private static void assertSeen(Collector collector, String name, Call call) {
    assertEquals(name, call.text());
    SpanView span = collector.serverSpan(call);
    assertEquals("tools/call whoami", span.name());
    assertEquals(name, span.attributes().get("mcp.server.name"));
    SpanView function = collector.handlerSpan(call);
    assertEquals("execute_tool whoami", function.name());
    assertEquals(span.spanId(), function.parentSpanId());
  }

  private static RawPeer connect(AppProcess tomcat, String name) {
    RawPeer peer = new RawHttp(tomcat.port(), "/" + name + "/mcp");
    peer.initialize();
    return peer;
  }

  private AppProcess start(OtlpReceiver receiver, String... wars) {
    List<String> container =
        List.of(
            AppClassPath.jar("tomcat-embed-core-"), AppClassPath.jar("tomcat-annotations-api-"));
    Path classes =
        AppSources.compile("tomcat", List.of(Path.of("src", "apps", "tomcat")), container);
    List<String> arguments = new ArrayList<>(List.of(folder.resolve("tomcat").toString()));
    arguments.addAll(List.of(wars));
    return App.on(Jdk.oldest())
        .exportingTo(receiver)
        // Jackson keeps buffers in soft references of Tomcat's threads.
        .option("-XX:SoftRefLRUPolicyMSPerMB=0")
        .classPath(
            String.join(
                File.pathSeparator,
                Stream.concat(Stream.of(classes.toString()), container.stream()).toList()))
        .main("io.mcpotel.it.tomcat.WebApps", arguments.toArray(String[]::new))
        .start();
  }

  private String war(String name, List<String> libraries) {
    return "/" + name + "=" + WebArchive.write(folder, name, libraries);
  }

  private static List<String> newSdk() {
    return Libraries.of("io.modelcontextprotocol.sdk:mcp:2.1.0").jars();
  }

  private static List<String> oldSdk() {
    return Libraries.of("io.modelcontextprotocol.sdk:mcp:0.18.4").jars();
  }
}
