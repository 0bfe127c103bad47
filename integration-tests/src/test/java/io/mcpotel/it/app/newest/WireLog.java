// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.app.newest;

import io.mcpotel.it.app.ClientMain;
import io.mcpotel.it.app.SdkJson;
import io.modelcontextprotocol.json.McpJsonDefaults;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * In front of an MCP servlet, prints a line {@code GOT json} for each JSON-RPC message that came
 * in, whatever becomes of it behind.
 */
final class WireLog extends HttpServlet {

  private static final long serialVersionUID = 1L;
  private static final String SESSION = "Mcp-Session-Id";

  private final transient HttpServlet mcp;

  WireLog(HttpServlet mcp) {
    this.mcp = mcp;
  }

  @Override
  public void init(ServletConfig config) throws ServletException {
    super.init(config);
    mcp.init(config);
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    if (!request.getMethod().equals("POST")) {
      mcp.service(request, response);
      return;
    }
    byte[] body = request.getInputStream().readAllBytes();
    mcp.service(new Replayed(request, body), response);
    print(body, request.getHeader(SESSION), response);
  }

  private static void print(byte[] body, String session, HttpServletResponse response)
      throws IOException {
    Map<?, ?> message = McpJsonDefaults.getMapper().readValue(body, Map.class);
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("method", message.get("method"));
    line.put("id", message.get("id"));
    // The answer to an initialize names the session.
    line.put("session", session == null ? response.getHeader(SESSION) : session);
    line.put("status", response.getStatus());
    ClientMain.print("GOT " + SdkJson.write(line));
  }

  /** The request with its body again. */
  private static final class Replayed extends HttpServletRequestWrapper {

    private final InputStream body;

    Replayed(HttpServletRequest request, byte[] body) {
      super(request);
      this.body = new ByteArrayInputStream(body);
    }

    @Override
    public ServletInputStream getInputStream() {
      return new ServletInputStream() {
        @Override
        public int read() throws IOException {
          return body.read();
        }

        @Override
        public boolean isFinished() {
          return false;
        }

        @Override
        public boolean isReady() {
          return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
          throw new UnsupportedOperationException("The SDK blocks");
        }
      };
    }
  }
}
