// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Calls a server over its stdin and stdout. */
final class StdioCaller implements Caller {

  private final OutputStream requests;
  private final BufferedReader answers;
  private int id = 1_000_000_000;

  StdioCaller(Process server) throws IOException {
    requests = server.getOutputStream();
    answers = server.inputReader(StandardCharsets.UTF_8);
    send(FirstCall.INITIALIZE.getBytes(StandardCharsets.UTF_8));
    await("\"id\":1");
    send(FirstCall.INITIALIZED.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void call() throws IOException {
    id++;
    send(Caller.request(id));
    Caller.check(await("\"id\":"), id);
  }

  @Override
  public void close() throws IOException {
    requests.close();
  }

  private void send(byte[] message) throws IOException {
    requests.write(message);
    requests.write('\n');
    requests.flush();
  }

  private String await(String part) throws IOException {
    for (String line = answers.readLine(); line != null; line = answers.readLine()) {
      if (line.contains(part)) {
        return line;
      }
    }
    throw new IOException("the server ended without an answer");
  }
}
