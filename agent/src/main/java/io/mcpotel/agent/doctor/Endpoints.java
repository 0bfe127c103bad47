// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.doctor;

import io.mcpotel.agent.standalone.OtlpTarget;
import java.io.File;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Checks the endpoints of all signals at once, the way that the JVM would reach them. */
public final class Endpoints {

  /** What decides on the way to an endpoint, and on whom to trust there. */
  private static final List<String> NETWORK =
      List.of(
          "http.proxyHost",
          "http.proxyPort",
          "http.nonProxyHosts",
          "https.proxyHost",
          "https.proxyPort",
          "socksProxyHost",
          "socksProxyPort",
          "javax.net.ssl.trustStore",
          "javax.net.ssl.trustStorePassword",
          "javax.net.ssl.trustStoreType");

  private Endpoints() {}

  /**
   * A line for each, where signals that fare alike share one.
   *
   * @param properties the system properties of the JVM
   * @param deadline until when all is to be over, by {@code System.nanoTime}
   */
  public static List<Finding> check(
      List<OtlpTarget> targets, Map<String, String> properties, long deadline) {
    useNetworkOf(properties);
    Map<OtlpTarget, FutureTask<Finding>> checks = new LinkedHashMap<>();
    for (OtlpTarget target : targets) {
      checks.put(target, started(() -> EndpointCheck.of(target)));
    }
    Map<Finding, List<String>> signals = new LinkedHashMap<>();
    checks.forEach(
        (target, check) ->
            signals
                .computeIfAbsent(
                    common(target, result(target, check, deadline)), f -> new ArrayList<>())
                .add(target.signal()));
    List<Finding> findings = new ArrayList<>();
    signals.forEach(
        (finding, of) ->
            findings.add(
                new Finding(
                    finding.good(),
                    finding.about(),
                    String.join(", ", of) + ": " + finding.text(),
                    finding.todo())));
    return findings;
  }

  /** Without the path that tells the signal. */
  private static Finding common(OtlpTarget target, Finding finding) {
    String shown = target.shown();
    if (!shown.endsWith(target.path()) || target.ofSignal()) {
      return finding;
    }
    String base = shown.substring(0, shown.length() - target.path().length());
    return new Finding(
        finding.good(),
        finding.about(),
        finding.text().replace(shown, base + "/v1/…"),
        finding.todo());
  }

  private static Finding result(OtlpTarget target, FutureTask<Finding> check, long deadline) {
    try {
      return check.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return Finding.bad(
          "endpoint",
          target.shown() + ": no answer in time",
          "see whether a firewall or a slow name server is in between");
    } catch (ExecutionException e) {
      return Finding.bad(
          "endpoint", target.shown() + ": cannot be checked (" + e.getCause() + ")", "report it");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Finding.bad("endpoint", target.shown() + ": interrupted", "");
    }
  }

  /** On a daemon thread: what hangs does not hold the end of the command up. */
  private static FutureTask<Finding> started(Callable<Finding> check) {
    FutureTask<Finding> task = new FutureTask<>(check);
    Thread thread = new Thread(task, "endpoint");
    thread.setDaemon(true);
    thread.start();
    return task;
  }

  private static String inItsFolder(String name, String value, String folder) {
    boolean isRelative =
        name.endsWith(".trustStore") && folder != null && !new File(value).isAbsolute();
    return isRelative ? folder + File.separator + value : value;
  }

  private static void useNetworkOf(Map<String, String> properties) {
    for (String name : NETWORK) {
      String value = properties.get(name);
      if (value == null) {
        System.clearProperty(name);
      } else {
        System.setProperty(name, inItsFolder(name, value, properties.get("user.dir")));
      }
    }
  }
}
