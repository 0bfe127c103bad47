// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent;

import io.mcpotel.agent.catalog.Catalogs;
import io.mcpotel.agent.core.AgentLog;
import io.mcpotel.agent.core.Application;
import io.mcpotel.agent.core.ApplicationHooks;
import io.mcpotel.agent.core.CallTotals;
import io.mcpotel.agent.core.Hook;
import io.mcpotel.agent.core.event.Event;
import io.mcpotel.agent.core.settings.Settings;
import io.mcpotel.agent.destination.TelemetryTarget;
import io.mcpotel.agent.destination.TelemetryTargets;
import io.mcpotel.agent.monitor.ServerMonitor;
import io.mcpotel.agent.redact.CapturePolicy;
import io.mcpotel.agent.weave.SdkVersion;
import io.mcpotel.bootstrap.AgentClassLoader;
import io.mcpotel.bootstrap.Bridge;
import java.lang.instrument.Instrumentation;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

/**
 * Finds the helpers of the application that a woven class belongs to, and makes them at its first
 * call.
 *
 * <p>An application may be dropped by its container. So the helpers hang on the application's own
 * classes, by {@link ClassValue}, and nothing here refers to them but weakly.
 */
final class Applications implements Bridge.Hooks {

  private final Instrumentation instrumentation;
  private final Settings settings;
  private final TelemetryTargets targets;
  private final StuckRequestDetector watch;
  private final Catalogs catalogs;
  private final ServerMonitor monitor;
  private final Queue<WeakReference<Application>> applications = new ConcurrentLinkedQueue<>();

  /** The tenants, to be shared by the stacks of one class loader. */
  private final Queue<WeakReference<Tenant>> tenants = new ConcurrentLinkedQueue<>();

  /** One for each class loader and stack: a class of the stack's stands for both. */
  private final ClassValue<Helpers> byAnchor =
      new ClassValue<>() {
        @Override
        protected Helpers computeValue(Class<?> anchor) {
          return helpersFor(anchor);
        }
      };

  /** What belongs to an application, and lives as long as it does. */
  private record Tenant(
      HelperLoader helpers,
      Application application,
      CapturePolicy policy,
      TelemetryTarget target) {}

  /** The tenant by what is done at one stack's hooks. */
  private record Helpers(ApplicationHooks hooks, Tenant tenant) {}

  private final ClassValue<ApplicationHooks> byWovenClass =
      new ClassValue<>() {
        @Override
        protected ApplicationHooks computeValue(Class<?> woven) {
          try {
            String anchor = Stack.of(woven).anchor();
            return byAnchor.get(Class.forName(anchor, false, woven.getClassLoader())).hooks();
          } catch (ClassNotFoundException e) {
            return ApplicationHooks.NONE;
          }
        }
      };

  Applications(
      Instrumentation instrumentation,
      Settings settings,
      TelemetryTargets targets,
      Catalogs catalogs,
      ServerMonitor monitor) {
    this.monitor = monitor;
    this.instrumentation = instrumentation;
    this.settings = settings;
    this.targets = targets;
    this.watch = new StuckRequestDetector(settings, applications);
    this.catalogs = catalogs;
  }

  @Override
  public Object returned(
      int hook, Class<?> where, Object self, Object first, Object second, Object result)
      throws Throwable {
    if (hook == Hook.SDK_MADE) {
      targets.sdkMade(result);
      return result;
    }
    return byWovenClass.get(where).returned(hook, self, first, second, result);
  }

  @Override
  public Object instead(int hook, Class<?> where, Object self, Object first, Object second)
      throws Throwable {
    return byWovenClass.get(where).instead(hook, self, first, second);
  }

  @Override
  public Object argument(int hook, Class<?> where, Object first, Object second, Object value)
      throws Throwable {
    return byWovenClass.get(where).argument(hook, first, second, value);
  }

  @Override
  public Object entered(int hook, Class<?> where, Object[] arguments) throws Throwable {
    return byWovenClass.get(where).entered(hook, arguments);
  }

  @Override
  public Object left(int hook, Class<?> where, Object token, Object result) throws Throwable {
    return byWovenClass.get(where).left(hook, token, result);
  }

  @Override
  public void onEvent(int hook, Class<?> where, Object self, Object detail) throws Throwable {
    if (hook == Hook.GLOBAL_SDK_SET) {
      targets.reconsider();
    } else {
      byWovenClass.get(where).onEvent(hook, self, detail);
    }
  }

  @Override
  public void failed(int hook, Class<?> where, Throwable failure) {
    AgentLog.report("hook " + hook + " in " + where.getName(), failure);
  }

  /** Puts something on record that is of the whole JVM: where the records of its server go. */
  void record(Event event) {
    live()
        .filter(Application::serves)
        .findFirst()
        .ifPresentOrElse(
            application -> application.telemetry().onEvent(event),
            () -> targets.records().with(null).add(event));
  }

  /** Whether a request is being answered. */
  boolean areBusy() {
    return live().anyMatch(application -> application.openOperations() > 0);
  }

  /** Of each that is still there, how many operations have ended. */
  List<CallTotals> totals() {
    return live().map(Application::totals).toList();
  }

  /** The JVM ends. */
  void shutdown() {
    live().forEach(Application::shutdown);
  }

  private java.util.stream.Stream<Application> live() {
    return applications.stream().map(WeakReference::get).filter(a -> a != null);
  }

  private Helpers helpersFor(Class<?> anchor) {
    ClassLoader loader = anchor.getClassLoader();
    try {
      Stack stack = Stack.of(anchor);
      Tenant known = tenantOf(loader);
      HelperLoader helperLoader = known == null ? newHelperLoader(loader) : known.helpers();
      open(anchor.getModule(), helperLoader.getUnnamedModule());
      Class<?> helpers = helperLoader.loadClass(stack.helpers());
      Tenant tenant = known == null ? newTenant(helperLoader, helpers, stack.named(anchor)) : known;
      if (stack == Stack.SDK && settings.hasMetrics()) {
        monitor.watch(tenant.application(), SdkVersion.of(loader, anchor.getProtectionDomain()));
      }
      ApplicationHooks hooks =
          (ApplicationHooks)
              helpers
                  .getConstructor(Application.class, CapturePolicy.class, Catalogs.class)
                  .newInstance(tenant.application(), tenant.policy(), catalogs);
      return new Helpers(hooks, tenant);
    } catch (Throwable t) {
      Throwable cause = t.getCause() == null ? t : t.getCause();
      if (cause instanceof VirtualMachineError full) {
        // A stack or a heap that is full is so for the moment: the next call tries again.
        throw full;
      }
      AgentLog.report("preparing for " + loader + "; MCP is not instrumented there", cause);
      return new Helpers(ApplicationHooks.NONE, null);
    }
  }

  /** The tenant that another stack of the same class loader has brought, or null. */
  private Tenant tenantOf(ClassLoader loader) {
    return tenants.stream()
        .map(WeakReference::get)
        .filter(tenant -> tenant != null && tenant.helpers().getParent() == loader)
        .findFirst()
        .orElse(null);
  }

  private static HelperLoader newHelperLoader(ClassLoader application) {
    return new HelperLoader(application, (AgentClassLoader) Applications.class.getClassLoader());
  }

  private Tenant newTenant(HelperLoader helperLoader, Class<?> helpers, String stack)
      throws ReflectiveOperationException {
    Application application =
        (Application) helpers.getMethod("application", Settings.class).invoke(null, settings);
    CapturePolicy policy =
        new CapturePolicy(settings, rule -> application.telemetry().redacted(rule));
    application.setPrivacy(policy);
    TelemetryTarget target = targets.assign(application, helperLoader, stack);
    Tenant tenant = new Tenant(helperLoader, application, policy, target);
    applications.removeIf(reference -> reference.get() == null);
    applications.add(new WeakReference<>(application));
    tenants.removeIf(reference -> reference.get() == null);
    tenants.add(new WeakReference<>(tenant));
    watch.start();
    return tenant;
  }

  /** The helpers read fields that an SDK which is a module of its own keeps to itself. */
  private void open(Module sdk, Module helpers) {
    if (!sdk.isNamed()) {
      return;
    }
    Map<String, Set<Module>> opened =
        sdk.getPackages().stream()
            .filter(name -> !sdk.isOpen(name, helpers))
            .collect(Collectors.toMap(name -> name, name -> Set.of(helpers)));
    if (!opened.isEmpty()) {
      instrumentation.redefineModule(sdk, Set.of(), Map.of(), opened, Set.of(), Map.of());
    }
  }
}
