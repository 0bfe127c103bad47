// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.safety;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.it.app.ServerMain;
import io.mcpotel.it.support.peer.Call;
import io.mcpotel.it.support.peer.RawPeer;
import io.mcpotel.it.support.peer.RawStdio;
import io.mcpotel.it.support.process.App;
import io.mcpotel.it.support.process.AppClassPath;
import io.mcpotel.it.support.process.AppJar;
import io.mcpotel.it.support.process.AppProcess;
import io.mcpotel.it.support.process.AppSources;
import io.mcpotel.it.support.process.Jdk;
import io.mcpotel.it.support.process.Libraries;
import io.mcpotel.it.support.receiver.Collector;
import io.mcpotel.sample.receiver.OtlpReceiver;
import io.mcpotel.sample.receiver.SpanView;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Modules of the JDK, of JBoss and of OSGi: the agent works there, or says in one line what keeps
 * it from working and what would let it.
 */
@Tag("matrix")
class ClassLoadersIT {

  private static final String ROOT_PACKAGE = "io.mcpotel.bootstrap";
  private static final Path APPS = Path.of("src", "apps");

  @TempDir Path folder;

  /** What a server needs, its own classes first. */
  private List<String> jars;

  @BeforeEach
  void findJars() {
    jars = new ArrayList<>(List.of(AppJar.in(folder).toString()));
    jars.addAll(Libraries.of("io.modelcontextprotocol.sdk:mcp:2.1.0").jars());
    jars.add(AppClassPath.jar("tomcat-embed-core-"));
    jars.add(AppClassPath.jar("tomcat-annotations-api-"));
  }

  @ParameterizedTest
  @ValueSource(ints = {17, 25})
  void modulePathWithTheSdkAsAnAutomaticModule(int jdk) {
    assertWorks(onModulePath(jdk), "MCP SDK 2.1.0");
  }

  @ParameterizedTest
  @ValueSource(ints = {17, 25})
  void modulePathWithTheSdkAsAnExplicitModule(int jdk) throws IOException {
    String core = AppClassPath.jar("mcp-core-");
    String explicit = explicitModule(core).toString();
    jars.replaceAll(
        jar -> new File(jar).getName().equals(new File(core).getName()) ? explicit : jar);
    assertWorks(onModulePath(jdk), "MCP SDK 2.1.0");
  }

  @ParameterizedTest
  @ValueSource(ints = {17, 25})
  void jbossModulesThatHideTheAgent(int jdk) throws IOException {
    assertLeftAlone(onJbossModules(jdk), "jboss.modules.system.pkgs=" + ROOT_PACKAGE);
  }

  @ParameterizedTest
  @ValueSource(ints = {17, 25})
  void jbossModulesThatShowTheAgent(int jdk) throws IOException {
    assertWorks(onJbossModules(jdk).property("jboss.modules.system.pkgs", ROOT_PACKAGE), "MCP SDK");
  }

  /** Felix hands on what no bundle has, as long as it is not told otherwise. */
  @ParameterizedTest
  @ValueSource(ints = {17, 25})
  void osgiAsFelixSetsItUp(int jdk) throws IOException {
    assertWorks(inOsgi(jdk), "MCP SDK");
  }

  @ParameterizedTest
  @ValueSource(ints = {17, 25})
  void osgiThatHidesTheAgent(int jdk) throws IOException {
    assertLeftAlone(
        inOsgi(jdk, "felix.bootdelegation.implicit=false"),
        "org.osgi.framework.bootdelegation=" + ROOT_PACKAGE);
  }

  @ParameterizedTest
  @ValueSource(ints = {17, 25})
  void osgiThatShowsTheAgent(int jdk) throws IOException {
    assertWorks(
        inOsgi(
            jdk,
            "felix.bootdelegation.implicit=false",
            "org.osgi.framework.bootdelegation=" + ROOT_PACKAGE,
            "org.osgi.framework.bundle.parent=app"),
        "MCP SDK");
  }

  private App onModulePath(int jdk) {
    return App.on(Jdk.version(jdk))
        .option("--module-path=" + String.join(File.pathSeparator, jars))
        .option("--add-modules=ALL-MODULE-PATH")
        .classPath(folder.toString())
        .main("-m", "test.apps/" + ServerMain.class.getName(), "stdio", "sync");
  }

  /** A copy of a jar that a descriptor makes an explicit module. */
  private Path explicitModule(String jar) throws IOException {
    Path classes = Files.createDirectories(folder.resolve("explicit"));
    int status =
        ToolProvider.findFirst("javac")
            .orElseThrow()
            .run(
                System.out,
                System.err,
                "--release=17",
                "-nowarn",
                "--module-path=" + String.join(File.pathSeparator, jars),
                "--patch-module=io.modelcontextprotocol.sdk.mcp.core=" + jar,
                "-d",
                classes.toString(),
                APPS.resolve("explicit-sdk/module-info.java").toString());
    assertEquals(0, status);
    Path copy = folder.resolve(new File(jar).getName());
    try (JarFile original = new JarFile(jar);
        JarOutputStream out = new JarOutputStream(Files.newOutputStream(copy))) {
      for (JarEntry entry : Collections.list(original.entries())) {
        out.putNextEntry(new JarEntry(entry.getName()));
        original.getInputStream(entry).transferTo(out);
      }
      out.putNextEntry(new JarEntry("module-info.class"));
      Files.copy(classes.resolve("module-info.class"), out);
    }
    return copy;
  }

  private App onJbossModules(int jdk) throws IOException {
    Path module = Files.createDirectories(folder.resolve("modules/mcp/server/main"));
    Files.writeString(
        module.resolve("module.xml"),
        "<module xmlns='urn:jboss:module:1.9' name='mcp.server'><main-class name='"
            + ServerMain.class.getName()
            + "'/><resources>"
            + jars.stream()
                .map(jar -> "<resource-root path='" + jar + "'/>")
                .collect(Collectors.joining())
            + "</resources><dependencies><module name='java.se'/><module name='jdk.unsupported'/>"
            + "</dependencies></module>");
    return App.on(Jdk.version(jdk))
        .classPath(Libraries.of("org.jboss.modules:jboss-modules:2.1.6.Final").jars().get(0))
        .main(
            "org.jboss.modules.Main",
            "-mp",
            folder.resolve("modules").toString(),
            "mcp.server",
            "stdio",
            "sync");
  }

  private App inOsgi(int jdk, String... settings) throws IOException {
    String felix = Libraries.of("org.apache.felix:org.apache.felix.framework:7.0.5").jars().get(0);
    List<String> libraries = new ArrayList<>(jars);
    libraries.add(felix);
    Path classes = AppSources.compile("osgi", List.of(APPS.resolve("osgi")), libraries);
    List<String> arguments =
        new ArrayList<>(
            List.of(folder.resolve("container").toString(), bundle(classes).toString()));
    arguments.addAll(List.of(settings));
    return App.on(Jdk.version(jdk))
        .classPath(classes + File.pathSeparator + felix)
        .main("io.mcpotel.it.osgi.Container", arguments.toArray(String[]::new));
  }

  /** A bundle with the server and all its libraries. */
  private Path bundle(Path classes) throws IOException {
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.putValue("Bundle-ManifestVersion", "2");
    attributes.putValue("Bundle-SymbolicName", "mcp.server");
    attributes.putValue("Bundle-Activator", "io.mcpotel.it.osgi.ServerActivator");
    attributes.putValue("DynamicImport-Package", "*");
    attributes.putValue(
        "Bundle-ClassPath",
        jars.stream()
            .map(jar -> new File(jar).getName())
            .collect(Collectors.joining(",", ".,", "")));
    Path bundle = folder.resolve("bundle.jar");
    String activator = "io/mcpotel/it/osgi/ServerActivator.class";
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(bundle), manifest)) {
      out.putNextEntry(new JarEntry(activator));
      Files.copy(classes.resolve(activator), out);
      for (String jar : jars) {
        out.putNextEntry(new JarEntry(new File(jar).getName()));
        Files.copy(Path.of(jar), out);
      }
    }
    return bundle;
  }

  private static void assertWorks(App app, String greeting) {
    try (OtlpReceiver receiver = OtlpReceiver.start();
        AppProcess server = app.exportingTo(receiver).start()) {
      Call call = call(server);

      Collector collector = Collector.of(receiver);
      SpanView span = collector.serverSpan(call);
      assertEquals("tools/call echo", span.name());
      // What only private fields of the SDK's objects tell.
      assertEquals("pipe", span.attributes().get("network.transport"));
      assertEquals("execute_tool echo", collector.handlerSpan(call).name());
      assertEquals(1, server.agentLines().size(), () -> server.stderr().toString());
      assertTrue(server.agentLines().get(0).contains(greeting), () -> server.stderr().toString());
    }
  }

  private static void assertLeftAlone(App app, String advice) {
    try (OtlpReceiver receiver = OtlpReceiver.start();
        AppProcess server = app.exportingTo(receiver).start()) {
      call(server);
      server.terminate();
      server.awaitExit(AppProcess.PATIENCE);

      assertEquals(1, server.agentLines().size(), () -> server.stderr().toString());
      String line = server.agentLines().get(0);
      assertTrue(line.contains("left alone") && line.contains(advice), line);
      assertEquals(0, receiver.requestCount());
    }
  }

  private static Call call(AppProcess server) {
    RawPeer peer = new RawStdio(server);
    peer.initialize();
    Call call = peer.callTool("echo");
    assertEquals("{}", call.text());
    return call;
  }
}
