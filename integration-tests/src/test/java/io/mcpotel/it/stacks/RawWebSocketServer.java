// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.stacks;

import io.mcpotel.it.support.Json;
import io.mcpotel.it.support.peer.Inbox;
import io.mcpotel.it.support.process.AppProcess;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A server that speaks MCP over a WebSocket, with one client at a time. */
final class RawWebSocketServer implements AutoCloseable {

  private static final String KEY = "sec-websocket-key: ";
  private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  private static final int TEXT = 1;
  private static final int CLOSE = 8;
  private static final int LAST = 0x80;
  private static final int TWO_BYTES = 126;

  private final Map<String, String> results = new ConcurrentHashMap<>();
  private final Map<String, Long> received = new ConcurrentHashMap<>();
  private final Map<String, Long> answered = new ConcurrentHashMap<>();
  private final Inbox inbox = new Inbox();
  private final ServerSocket listener;
  private volatile Socket client;

  RawWebSocketServer() {
    try {
      listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread thread = new Thread(this::serve, "raw-websocket");
    thread.setDaemon(true);
    thread.start();
  }

  /** From now on answers the method with this result. */
  RawWebSocketServer result(String method, String json) {
    results.put(method, json);
    return this;
  }

  int port() {
    return listener.getLocalPort();
  }

  String url() {
    return "ws://127.0.0.1:" + port() + "/mcp";
  }

  /** The first message with that method, as the client wrote it. */
  Map<String, Object> awaitMessage(String method) {
    return inbox.await(message -> method.equals(message.get("method")), AppProcess.PATIENCE);
  }

  /** The size of the last message with that method. */
  long bytesReceived(String method) {
    return received.get(method);
  }

  /** The size of the last answer to that method. */
  long bytesAnswered(String method) {
    return answered.get(method);
  }

  /** Tells the client that the connection ends. */
  void drop() {
    try {
      write(CLOSE, new byte[] {3, (byte) 0xe8});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      listener.close();
      if (client != null) {
        client.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void serve() {
    while (!listener.isClosed()) {
      try (Socket socket = listener.accept()) {
        client = socket;
        talk(new DataInputStream(socket.getInputStream()));
      } catch (IOException e) {
        continue; // The client has gone, or the test is over.
      }
    }
  }

  private void talk(DataInputStream in) throws IOException {
    shakeHands(in);
    for (byte[] text = read(in); text != null; text = read(in)) {
      Map<String, Object> message = Json.parse(new String(text, StandardCharsets.UTF_8));
      String method = String.valueOf(message.get("method"));
      received.put(method, (long) text.length);
      inbox.add(message);
      String result = results.get(method);
      if (message.containsKey("id") && result != null) {
        String answer =
            "{\"jsonrpc\":\"2.0\",\"id\":" + message.get("id") + ",\"result\":" + result + "}";
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        answered.put(method, (long) bytes.length);
        write(TEXT, bytes);
      }
    }
  }

  private void shakeHands(DataInputStream in) throws IOException {
    String key = null;
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      if (line.toLowerCase().startsWith(KEY)) {
        key = line.substring(KEY.length());
      }
    }
    String answer =
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Accept: "
            + accepted(key)
            + "\r\n\r\n";
    client.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
  }

  private static String accepted(String key) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-1");
      return Base64.getEncoder()
          .encodeToString(sha.digest((key + GUID).getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String line(DataInputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int c = in.readUnsignedByte(); c != '\n'; c = in.readUnsignedByte()) {
      line.write(c);
    }
    return line.toString(StandardCharsets.US_ASCII).stripTrailing();
  }

  /** The next text, which the client masks; null at the end. */
  private static byte[] read(DataInputStream in) throws IOException {
    int code = in.readUnsignedByte() & 0xf;
    int length = in.readUnsignedByte() & 0x7f;
    if (length == TWO_BYTES) {
      length = in.readUnsignedShort();
    }
    byte[] mask = in.readNBytes(4);
    byte[] text = in.readNBytes(length);
    for (int i = 0; i < text.length; i++) {
      text[i] ^= mask[i % 4];
    }
    return code == CLOSE ? null : text;
  }

  private synchronized void write(int code, byte[] text) throws IOException {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.write(LAST | code);
    if (text.length < TWO_BYTES) {
      frame.write(text.length);
    } else {
      frame.write(TWO_BYTES);
      frame.write(text.length >> 8);
      frame.write(text.length);
    }
    frame.writeBytes(text);
    OutputStream out = client.getOutputStream();
    out.write(frame.toByteArray());
    out.flush();
  }
}
