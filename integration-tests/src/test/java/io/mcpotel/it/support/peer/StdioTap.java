// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.support.peer;

import io.mcpotel.it.support.process.App;
import io.mcpotel.it.support.process.Jdk;
import io.mcpotel.it.support.receiver.RecordLines;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * Stands between a client and its stdio server: {@code FILE COMMAND…}. It passes every byte on, and
 * writes each line with its direction and its time to the file before it does so.
 */
public final class StdioTap {

  private final Path file;

  private StdioTap(Path file) {
    this.file = file;
  }

  /** The command that starts a server behind a tap. */
  public static List<String> command(Path file, List<String> server) {
    List<String> command =
        new ArrayList<>(App.on(Jdk.oldest()).main(StdioTap.class, file.toString()).command());
    command.addAll(server);
    return command;
  }

  /** What such a tap has written. */
  public static WireTap read(Path file) {
    WireTap tap = new WireTap();
    for (String line : RecordLines.lines(file)) {
      String[] parts = line.split(" ", 3);
      tap.add(new WireMessage(parts[0].equals(">"), Long.parseLong(parts[1]), parts[2]));
    }
    return tap;
  }

  public static void main(String[] args) throws Exception {
    StdioTap tap = new StdioTap(Path.of(args[0]));
    Process server =
        new ProcessBuilder(List.of(args).subList(1, args.length))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    CountDownLatch passed = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(server, passed)));
    Thread input = new Thread(() -> tap.pass(System.in, server.getOutputStream(), ">"));
    input.setDaemon(true);
    input.start();
    tap.pass(server.getInputStream(), System.out, "<");
    passed.countDown();
    System.exit(server.waitFor());
  }

  /** Whoever ends the tap means its server, whose last words are passed on. */
  private static void end(Process server, CountDownLatch passed) {
    server.destroy();
    server.onExit().join();
    try {
      passed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void pass(InputStream from, OutputStream to, String direction) {
    try (to) {
      Lines lines = new Lines();
      byte[] buffer = new byte[8192];
      for (int length = from.read(buffer); length >= 0; length = from.read(buffer)) {
        long now = WireMessage.now();
        for (String line : lines.add(buffer, length)) {
          note(direction + " " + now + " " + line + "\n");
        }
        to.write(buffer, 0, length);
        to.flush();
      }
    } catch (IOException e) {
      // One side has gone, which ends both.
      return;
    }
  }

  private synchronized void note(String line) {
    try {
      Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Puts lines together that come in pieces. */
  private static final class Lines {

    private final ByteArrayOutputStream rest = new ByteArrayOutputStream();

    List<String> add(byte[] bytes, int length) {
      List<String> ended = new ArrayList<>();
      for (int i = 0; i < length; i++) {
        if (bytes[i] == '\n') {
          ended.add(rest.toString(StandardCharsets.UTF_8).strip());
          rest.reset();
        } else {
          rest.write(bytes[i]);
        }
      }
      return ended;
    }
  }
}
