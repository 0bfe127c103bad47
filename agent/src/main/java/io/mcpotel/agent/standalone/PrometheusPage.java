// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.standalone;

import io.mcpotel.agent.http.HttpAnswer;
import io.mcpotel.agent.http.HttpPages;
import io.mcpotel.agent.http.HttpRequest;
import io.prometheus.metrics.exporter.common.PrometheusHttpExchange;
import io.prometheus.metrics.exporter.common.PrometheusHttpRequest;
import io.prometheus.metrics.exporter.common.PrometheusHttpResponse;
import io.prometheus.metrics.exporter.common.PrometheusScrapeHandler;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The metrics as Prometheus's own library writes them: in which format, and compressed or not. */
final class PrometheusPage implements HttpPages.Page {

  private final PrometheusScrapeHandler library;

  PrometheusPage(MultiCollector metrics) {
    PrometheusRegistry registry = new PrometheusRegistry();
    registry.register(metrics);
    library = new PrometheusScrapeHandler(registry);
  }

  @Override
  public HttpAnswer read(HttpRequest request) throws IOException {
    Exchange exchange = new Exchange(request);
    library.handleRequest(exchange);
    return new HttpAnswer(exchange.status, exchange.headers, exchange.body.toByteArray());
  }

  /** A request as the library sees it. */
  private static final class Exchange
      implements PrometheusHttpExchange, PrometheusHttpRequest, PrometheusHttpResponse {

    private final HttpRequest request;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private int status;

    Exchange(HttpRequest request) {
      this.request = request;
    }

    @Override
    public PrometheusHttpRequest getRequest() {
      return this;
    }

    @Override
    public PrometheusHttpResponse getResponse() {
      return this;
    }

    @Override
    public String getQueryString() {
      return request.query();
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
      return Collections.enumeration(request.values(name.toLowerCase(Locale.ROOT)));
    }

    /** The library needs not know that it is HEAD: the body is left out later. */
    @Override
    public String getMethod() {
      return "GET";
    }

    @Override
    public String getRequestPath() {
      return request.path();
    }

    /** Its length is known when it is whole. */
    @Override
    public void setHeader(String name, String value) {
      if (!name.equalsIgnoreCase("Content-Length")) {
        headers.put(name, value);
      }
    }

    @Override
    public OutputStream sendHeadersAndGetBody(int statusCode, int contentLength) {
      status = statusCode;
      return body;
    }

    @Override
    public void handleException(IOException e) throws IOException {
      throw e;
    }

    @Override
    public void handleException(RuntimeException e) {
      throw e;
    }

    @Override
    public void close() {}
  }
}
