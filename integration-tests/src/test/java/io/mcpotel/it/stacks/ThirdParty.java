// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.stacks;

import io.mcpotel.it.support.process.App;
import io.mcpotel.it.support.process.AppSources;
import io.mcpotel.it.support.process.Jdk;
import io.mcpotel.it.support.process.Libraries;
import java.io.File;
import java.nio.file.Path;
import java.util.List;

/** Servers and clients that others have published, each with a driver of ours that starts it. */
enum ThirdParty {
  /** A server with a transport of its own, on SDK 0.17.0. */
  MICRONAUT(
      "MicronautServer",
      Libraries.of(
              "io.micronaut.mcp:micronaut-mcp-server-java-sdk:0.0.19",
              "io.micronaut:micronaut-http-server-netty",
              "io.micronaut.serde:micronaut-serde-jackson")
          .bom("io.micronaut.platform:micronaut-platform:4.10.8")),

  /** Google's Agent Development Kit: a client on SDK 1.1.2. */
  ADK("AdkClient", Libraries.of("com.google.adk:google-adk:1.8.0")),

  /** A client on SDK 0.17.0. */
  AGENTSCOPE("AgentScopeClient", Libraries.of("io.agentscope:agentscope-core:2.0.0")),

  /** A server with a fork of the SDK in it, under the SDK's own package names. */
  SOLON_SERVER("SolonServer", solon()),

  /** A client with the same fork. */
  SOLON_CLIENT("SolonClient", solon());

  private final String main;
  private final Libraries libraries;

  ThirdParty(String main, Libraries libraries) {
    this.main = main;
    this.libraries = libraries;
  }

  App app(String... arguments) {
    String folder = "third-party-" + name().toLowerCase().replaceAll("_.*", "");
    List<String> jars = libraries.jars();
    Path classes = AppSources.compile(folder, List.of(Path.of("src/apps", folder)), jars);
    return App.on(Jdk.oldest())
        .classPath(classes + File.pathSeparator + String.join(File.pathSeparator, jars))
        .main("io.mcpotel.it.thirdparty." + main, arguments);
  }

  private static Libraries solon() {
    return Libraries.of("org.noear:solon-ai-mcp:3.9.2", "org.noear:solon-server-smarthttp:3.9.2");
  }
}
