// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.app;

import jakarta.servlet.http.HttpServlet;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.catalina.Context;
import org.apache.catalina.Wrapper;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;

/** Tomcat on a free loopback port, with one MCP servlet behind a filter that fills the MDC. */
final class WebServer {

  private final Tomcat tomcat = new Tomcat();

  WebServer(HttpServlet mcp) throws Exception {
    Path work = Files.createTempDirectory("mcp-it-tomcat");
    work.toFile().deleteOnExit();
    tomcat.setBaseDir(work.toString());
    tomcat.getConnector().setPort(0);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    Context context = tomcat.addContext("", new File(work.toString()).getAbsolutePath());
    MdcProbe probe = new MdcProbe();
    FilterDef filter = new FilterDef();
    filter.setFilterName("mdc");
    filter.setFilter(probe);
    filter.setAsyncSupported("true");
    context.addFilterDef(filter);
    FilterMap everything = new FilterMap();
    everything.setFilterName("mdc");
    everything.addURLPattern("/*");
    context.addFilterMap(everything);
    Wrapper servlet = Tomcat.addServlet(context, "mcp", mcp);
    servlet.setAsyncSupported(true);
    context.addServletMappingDecoded("/*", "mcp");
    Tomcat.addServlet(context, "mdc", probe.report());
    context.addServletMappingDecoded("/mdc", "mdc");
  }

  int start() throws Exception {
    tomcat.start();
    return tomcat.getConnector().getLocalPort();
  }

  void stop() throws Exception {
    tomcat.stop();
    tomcat.destroy();
  }
}
