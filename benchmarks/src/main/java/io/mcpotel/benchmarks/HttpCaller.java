// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.benchmarks;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * Calls a server over one connection that is kept, with as little of an HTTP client as that takes:
 * what the load needs, the server does not get.
 */
final class HttpCaller implements Caller {

  static final String PATH = "/mcp";

  private static final int TIMEOUT_MILLIS = 10_000;

  private final int port;
  private final String session;
  private Socket socket;
  private HttpAnswer answer;
  private int id = 1_000_000_000;
  private int repeated;

  /** Connects, and starts a session where the server has such. */
  HttpCaller(int port, boolean sessions) throws IOException {
    this.port = port;
    connect();
    if (sessions) {
      send("", FirstCall.INITIALIZE.getBytes(StandardCharsets.UTF_8));
      answer.read();
      session = "Mcp-Session-Id: " + answer.session() + "\r\n";
      send(session, FirstCall.INITIALIZED.getBytes(StandardCharsets.UTF_8));
      answer.read();
    } else {
      session = "";
    }
  }

  @Override
  public void call() throws IOException {
    id++;
    String text;
    try {
      text = exchange();
    } catch (IOException e) {
      // Tomcat may close a connection that served a stream while the next call is under way.
      repeated++;
      close();
      connect();
      text = exchange();
    }
    Caller.check(text, id);
  }

  @Override
  public int repeated() {
    return repeated;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private void connect() throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    answer = new HttpAnswer(socket.getInputStream());
  }

  private String exchange() throws IOException {
    send(session, Caller.request(id));
    return answer.read();
  }

  private void send(String more, byte[] body) throws IOException {
    String head =
        "POST "
            + PATH
            + " HTTP/1.1\r\nHost: 127.0.0.1:"
            + port
            + "\r\nAccept: application/json, text/event-stream\r\nContent-Type: application/json\r\n"
            + "MCP-Protocol-Version: 2025-06-18\r\n"
            + more
            + "Content-Length: "
            + body.length
            + "\r\n\r\n";
    ByteArrayOutputStream request = new ByteArrayOutputStream(head.length() + body.length);
    request.writeBytes(head.getBytes(StandardCharsets.ISO_8859_1));
    request.writeBytes(body);
    socket.getOutputStream().write(request.toByteArray());
  }
}
