// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.telemetry;

import io.mcpotel.agent.core.Metrics;
import io.mcpotel.agent.core.settings.Measuring;
import io.mcpotel.agent.record.RecordSink;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.logs.LoggerProvider;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.api.trace.TracerProvider;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Collection;

/** Chooses among what an application has made of the OpenTelemetry API, which this is linked to. */
public final class ApplicationSdk {

  private ApplicationSdk() {}

  /**
   * The one to use: the global one if the application has set it, else the first one that it has
   * made and not shut down; null where it has none yet.
   */
  public static Object choose(Collection<?> made) throws IllegalAccessException {
    OpenTelemetry global = global();
    for (Object candidate : made) {
      if (candidate instanceof OpenTelemetry sdk
          && (global == null ? !isShutDown(sdk) : isSame(sdk, global))) {
        return sdk;
      }
    }
    return global;
  }

  /** What measures with it, or null where nothing reads what would be measured. */
  public static Metrics metrics(Object sdk, String version, Measuring measuring) {
    MeterProvider meters = ((OpenTelemetry) sdk).getMeterProvider();
    Class<?> meter = meters.get(OpenTelemetryWriter.SCOPE).getClass();
    return meter == MeterProvider.noop().get(OpenTelemetryWriter.SCOPE).getClass()
        ? null
        : McpMetrics.of(meters, version, measuring);
  }

  /** What writes log records with it, or null where nothing reads them, or it has none. */
  public static RecordSink records(Object sdk, String version) {
    try {
      LoggerProvider loggers = ((OpenTelemetry) sdk).getLogsBridge();
      Class<?> logger = loggers.get(OpenTelemetryWriter.SCOPE).getClass();
      return logger == LoggerProvider.noop().get(OpenTelemetryWriter.SCOPE).getClass()
              || exportsNothing(sdk)
          ? null
          : new LogRecords(loggers, version);
    } catch (LinkageError e) {
      // Before 1.27 the API has no log records.
      return null;
    }
  }

  /** Spring Boot makes a processor for log records even where it has no exporter for them. */
  private static boolean exportsNothing(Object sdk) {
    try {
      Object provider = call(sdk, "getSdkLoggerProvider");
      Object state = read(provider.getClass().getDeclaredField("sharedState"), provider);
      Object exporter = call(call(state, "getLogRecordProcessor"), "getLogRecordExporter");
      return exporter.getClass().getSimpleName().startsWith("Noop");
    } catch (ReflectiveOperationException | RuntimeException e) {
      return false;
    }
  }

  /** The service's name in what it exports, or null where that cannot be told. */
  public static String serviceName(Object sdk) {
    try {
      Object attributes = call(call(state(sdk), "getResource"), "getAttributes");
      return ((Attributes) attributes).get(Keys.SERVICE_NAME);
    } catch (ReflectiveOperationException | RuntimeException e) {
      return null;
    }
  }

  /**
   * The global one, unless it is not set or does nothing. It is read from its field, since to ask
   * for it sets it for good.
   */
  private static OpenTelemetry global() throws IllegalAccessException {
    for (Field field : GlobalOpenTelemetry.class.getDeclaredFields()) {
      if (Modifier.isStatic(field.getModifiers())
          && OpenTelemetry.class.isAssignableFrom(field.getType())
          && read(field, null) instanceof OpenTelemetry global
          && global.getTracerProvider() != TracerProvider.noop()) {
        return global;
      }
    }
    return null;
  }

  /** The global one is wrapped, but its parts are not. */
  private static boolean isSame(OpenTelemetry sdk, OpenTelemetry global) {
    return sdk.getTracerProvider() == global.getTracerProvider();
  }

  private static boolean isShutDown(OpenTelemetry sdk) {
    try {
      return (Boolean) call(state(sdk), "hasBeenShutdown");
    } catch (ReflectiveOperationException | RuntimeException e) {
      return false;
    }
  }

  /** What all tracers of an SDK share, and only they may see. */
  private static Object state(Object sdk) throws ReflectiveOperationException {
    Object provider = call(sdk, "getSdkTracerProvider");
    return read(provider.getClass().getDeclaredField("sharedState"), provider);
  }

  private static Object call(Object owner, String name) throws ReflectiveOperationException {
    for (Class<?> type = owner.getClass(); type != null; type = type.getSuperclass()) {
      for (Method method : type.getDeclaredMethods()) {
        if (method.getName().equals(name) && method.getParameterCount() == 0) {
          method.setAccessible(true);
          return method.invoke(owner);
        }
      }
    }
    throw new NoSuchMethodException(name);
  }

  private static Object read(Field field, Object owner) throws IllegalAccessException {
    field.setAccessible(true);
    return field.get(owner);
  }
}
