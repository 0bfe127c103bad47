// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The program that operators make keys and certificates with. */
public final class OpenSsl {

  private final Path folder;

  public OpenSsl(Path folder) {
    this.folder = folder;
    try {
      new ProcessBuilder("openssl", "version").start().waitFor();
    } catch (IOException | InterruptedException e) {
      assumeTrue(false, "There is no openssl here");
    }
  }

  /** Of this machine; the options choose the kind of key. */
  public void certificate(String name, String... newKey) throws Exception {
    List<String> command = new ArrayList<>(List.of("req", "-x509", "-nodes", "-days", "30"));
    command.addAll(List.of(newKey));
    command.addAll(
        List.of(
            "-subj",
            "/CN=" + name,
            "-addext",
            "subjectAltName=DNS:localhost,IP:127.0.0.1",
            "-keyout",
            name + ".key",
            "-out",
            name + ".crt"));
    run(command.toArray(String[]::new));
  }

  public void run(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("openssl"));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), () -> command + ": " + output);
  }
}
