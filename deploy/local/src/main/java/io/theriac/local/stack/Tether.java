package io.theriac.local.stack;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;

/**
 * Runs another main class and ends the JVM when standard input closes, which the system does for us
 * however the parent died. It uses the JDK only, because it also runs in front of programs that
 * bring their own class path.
 */
public final class Tether {
  private static final long GRACE_MILLIS = 15_000;

  private Tether() {}

  public static void main(String[] args) throws Exception {
    daemon("tether", Tether::endWithParent);
    Method main = Class.forName(args[0]).getMethod("main", String[].class);
    main.setAccessible(true);
    try {
      main.invoke(null, (Object) Arrays.copyOfRange(args, 1, args.length));
    } catch (InvocationTargetException failure) {
      failure.getCause().printStackTrace();
      System.exit(1);
    }
  }

  private static void endWithParent() {
    try {
      while (System.in.read() >= 0) {
        continue;
      }
    } catch (IOException parentGone) {
      // Treated as the end of the stream.
    }
    daemon("tether-deadline", Tether::haltAfterGrace);
    System.exit(0);
  }

  private static void haltAfterGrace() {
    try {
      Thread.sleep(GRACE_MILLIS);
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(137);
  }

  private static void daemon(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
  }
}
