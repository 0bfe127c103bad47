// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.monitor;

import io.mcpotel.agent.core.Bounds;
import io.mcpotel.agent.core.settings.Configuration;
import io.mcpotel.agent.standalone.ServiceInstance;
import io.mcpotel.agent.standalone.ServiceName;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Which server it is that is told of, by what its operator has set, whoever's OpenTelemetry is
 * used.
 *
 * @param serverId what the hub is to call it
 * @param host the machine's name, or null
 * @param processId of this JVM
 * @param serviceName what OpenTelemetry calls the service, or null
 * @param serviceInstance what tells it from others of the name, or null
 * @param agentVersion the agent's release
 */
public record Identity(
    String serverId,
    String host,
    long processId,
    String serviceName,
    String serviceInstance,
    String agentVersion) {

  private static final String PROCESS = "%p";
  private static final String NAMELESS = "mcp-server";

  /** Where Linux tells the name that elsewhere a name server may have to be asked for. */
  private static final Path LINUX = Path.of("/proc/sys/kernel/hostname");

  public static Identity of(Configuration configuration, String serverId, String agentVersion) {
    Map<String, String> resource = pairs(configuration.get("otel.resource.attributes"));
    String service = configuration.get("otel.service.name");
    if (service == null) {
      service = resource.get("service.name");
    }
    if (service == null) {
      service = ServiceName.ofThisProgram(configuration::get);
    }
    String host = resource.get("host.name");
    if (host == null) {
      host = machine();
    }
    return of(serverId, service, resource.get("service.instance.id"), host, agentVersion);
  }

  public static Identity of(
      String serverId, String service, String instance, String host, String agentVersion) {
    long pid = ProcessHandle.current().pid();
    String id = serverId == null ? instance : serverId.replace(PROCESS, Long.toString(pid));
    if (id == null) {
      String name = service == null ? NAMELESS : service;
      id = host == null ? name : name + "@" + host;
    }
    return new Identity(
        Bounds.cut(id, Bounds.ID),
        Bounds.cut(host, Bounds.PEER),
        pid,
        Bounds.cut(service, Bounds.PEER),
        Bounds.cut(instance, Bounds.ID),
        agentVersion);
  }

  /** The service's name, or one that stands for it where nobody has named it. */
  public String nameOfService() {
    return serviceName == null ? NAMELESS : serviceName;
  }

  /** What tells this process from others of the service, as telemetry that we export does. */
  public String instanceInTelemetry() {
    return serviceInstance == null ? ServiceInstance.ofThisProcess() : serviceInstance;
  }

  /** The same in words for people: where it runs, if nobody has named it. */
  public String nameOfInstance() {
    return serviceInstance == null
        ? (host == null ? "localhost" : host) + ":" + processId
        : serviceInstance;
  }

  /** As OpenTelemetry's SDK reads them: {@code key=value,key=value}, with {@code %2C} in values. */
  static Map<String, String> pairs(String text) {
    Map<String, String> pairs = new HashMap<>();
    for (String pair : text == null ? new String[0] : text.split(",")) {
      int equals = pair.indexOf('=');
      String value = equals < 0 ? "" : pair.substring(equals + 1).trim();
      if (!value.isEmpty()) {
        pairs.put(pair.substring(0, equals).trim(), decoded(value));
      }
    }
    return pairs;
  }

  private static String decoded(String value) {
    try {
      return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return value;
    }
  }

  private static String machine() {
    try {
      if (Files.isReadable(LINUX)) {
        String name = Files.readString(LINUX).trim();
        return name.isEmpty() ? null : name;
      }
      return InetAddress.getLocalHost().getHostName();
    } catch (IOException e) {
      return null;
    }
  }
}
